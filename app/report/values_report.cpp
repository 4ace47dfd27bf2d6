// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/values_report.h"

#include "app/report/json_values.h"
#include "app/report/report_parts.h"

namespace strata::report {

void write_values_report(JsonWriter& json, const OpenDocument& opened, const ReadValues& values)
{
    const Tensor& tensor = opened.document->tensor(values.tensor);
    json.begin_object();
    write_schema_version(json);
    json.key("path");
    json.text(opened.document->tensor_path(values.tensor));
    json.key("dtype");
    json.text(tensor.dtype.name());
    json.key("shape");
    write_shape(json, tensor.shape);
    json.key("slice");
    json.text_or_null(values.slice);
    json.key("values");
    if (tensor.dtype.type == ScalarType::Object)
        write_listed(json, values.shape, values.objects, opened);
    else
        write_items(json, tensor.dtype, values.shape, values.items, values.missing);
    json.end();
}

} // namespace strata::report
