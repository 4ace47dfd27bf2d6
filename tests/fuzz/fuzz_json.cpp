// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of any bytes: as a value, and as a safetensors header.
#include "io/formats/safetensors_header.h"
#include "io/model/json_value.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto reading = strata::read_json_value(text);
    const auto again = strata::read_json_value(text);
    if (!(reading.value == again.value) && reading.value.repr().find("nan") == std::string::npos)
        std::abort();
    (void)strata::read_safetensors_header(text);
    return 0;
}
