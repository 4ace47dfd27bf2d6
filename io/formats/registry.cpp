// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/format.h"
#include "io/formats/hdf5_format.h"
#include "io/formats/known_content.h"
#include "io/formats/npy_format.h"
#include "io/formats/npz_format.h"
#include "io/formats/pickle_format.h"
#include "io/formats/safetensors_format.h"
#include "io/formats/safetensors_index_format.h"
#include "io/formats/torch_format.h"

#include <algorithm>
#include <vector>

namespace strata {

namespace {

/// Formats with signatures of many bytes come before those that are told by a few; pickles, whose
/// early protocols have no signature at all, come last.
std::vector<const Format*> make_list()
{
    std::vector<const Format*> list = {
        &npy_format,  &npz_format,      &safetensors_format,      &safetensors_index_format,
        &hdf5_format, &keras_h5_format, &keras_weights_h5_format, &torch_format};
    for (const Format& format : named_only_formats())
        list.push_back(&format);
    list.push_back(&joblib_format);
    list.push_back(&pickle_format);
    return list;
}

bool has_extension(const Format& format, std::string_view extension)
{
    return std::find(format.extensions.begin(), format.extensions.end(), extension) !=
           format.extensions.end();
}

/// The first of the candidates that the file's extension speaks for; else the first; else null.
const Format* choose(const std::vector<const Format*>& candidates, std::string_view extension)
{
    for (const Format* const format : candidates) {
        if (has_extension(*format, extension))
            return format;
    }
    return candidates.empty() ? nullptr : candidates.front();
}

} // namespace

std::span<const Format* const> all_formats()
{
    static const std::vector<const Format*> list = make_list();
    return list;
}

const Format* find_format(std::string_view id)
{
    for (const Format* const format : all_formats()) {
        if (format->id == id)
            return format;
    }
    return nullptr;
}

Result<const Format*> identify(const ProbeInput& probe)
{
    std::vector<const Format*> sure;
    std::vector<const Format*> possible;
    for (const Format* const format : all_formats()) {
        const Match match = format->match(probe);
        STRATA_TRY(probe.job.check());
        if (match == Match::Content)
            sure.push_back(format);
        else if (match == Match::Possible)
            possible.push_back(format);
    }
    const Format* const format = choose(sure.empty() ? possible : sure, probe.extension);
    if (format == nullptr)
        return fail(ErrorCode::UnknownContent);
    if (format->open == nullptr)
        return fail(ErrorCode::UnsupportedContent, std::string(format->id));
    return format;
}

} // namespace strata
