// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/tensor_lines.h"

#include "io/analysis/tensor_digest.h"
#include "io/model/presence.h"
#include "io/source/tensor_reader.h"
#include "widgets/words/number_words.h"
#include "widgets/words/tensor_items.h"

#include <array>
#include <cstdio>

namespace strata::report {

namespace {

/// Nine significant digits tell two floats of 32 bits apart and stay clear of the last digits of a
/// double, in which processors of another kind may round otherwise.
std::string nine_digits(double number)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.9g", number);
    return text.data();
}

/// "float32"; of a structure its fields, too.
std::string dtype_text(const DType& dtype)
{
    if (dtype.type != ScalarType::Struct || !dtype.fields)
        return dtype.label.empty() ? dtype.name() : dtype.label;
    std::string text = "struct of";
    for (const DTypeField& field : *dtype.fields) {
        text += (&field == dtype.fields->data() ? " " : ", ") + field.name + " ";
        text += field.shape.empty()
                    ? dtype_text(field.type)
                    : words::shape(field.shape).toStdString() + " " + dtype_text(field.type);
    }
    return text;
}

/// Why there is no hash of a tensor that its file does not have whole; empty for a whole one.
std::string absence_text(const Tensor& tensor)
{
    switch (presence_of(tensor)) {
    case Presence::Cut: {
        const auto present = present_count(tensor);
        return "cut" + (present ? ": " + std::to_string(*present) + " of " +
                                      std::to_string(tensor.count().value_or(0)) + " values"
                                : std::string());
    }
    case Presence::Missing:
        return "missing";
    default:
        return {};
    }
}

/// The value of a tensor that has one only.
Result<std::string> single_value(const Tensor& tensor, const SourceSet& sources,
                                 const JobContext& job)
{
    const std::vector<SliceAxis> all(tensor.shape.size(), SliceAxis{0, 1, 1});
    STRATA_ASSIGN(const auto item, read_slice(tensor, sources, all, job, tensor.dtype.item_size));
    return words::item_text(tensor.dtype, item);
}

void add_figures(const std::string& path, const TensorDigest& digest, bool single, FactLines& lines)
{
    if (digest.mean && !single)
        lines.emplace_back(path + "@mean", nine_digits(*digest.mean));
    if (digest.std && !single)
        lines.emplace_back(path + "@std", nine_digits(*digest.std));
    if (digest.nan != 0)
        lines.emplace_back(path + "@nan", std::to_string(digest.nan));
    if (digest.infinite != 0)
        lines.emplace_back(path + "@infinite", std::to_string(digest.infinite));
}

} // namespace

bool is_of_the_system(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
    case ErrorCode::IsDirectory:
    case ErrorCode::NotRegular:
    case ErrorCode::PermissionDenied:
    case ErrorCode::ReadFailed:
    case ErrorCode::NoRoom:
    case ErrorCode::NoRoomToWrite:
    case ErrorCode::ReadOnly:
    case ErrorCode::NoFolder:
    case ErrorCode::Cancelled:
        return true;
    default:
        return false;
    }
}

Result<void> add_tensor_lines(const std::string& path, TensorId id, const OpenDocument& opened,
                              const JobContext& job, FactLines& lines)
{
    const Tensor& tensor = opened.document->tensor(id);
    lines.emplace_back(path + "@dtype", dtype_text(tensor.dtype));
    lines.emplace_back(path + "@shape", words::shape(tensor.shape).toStdString());
    const std::string hash = path + "@sha256";
    if (std::string absence = absence_text(tensor); !absence.empty()) {
        lines.emplace_back(hash, std::move(absence));
        return {};
    }
    const auto digest = digest_of(tensor, opened.sources, job);
    if (!digest) {
        const Error& error = digest.error();
        if (is_of_the_system(error.code))
            return fail(error);
        lines.emplace_back(hash, error.code == ErrorCode::Truncated
                                     ? std::string("cut")
                                     : "cannot be read: " + error.detail);
        return {};
    }
    lines.emplace_back(hash, digest->sha256);
    const bool single = tensor.count() == 1 && tensor.dtype.is_numeric();
    if (single) {
        STRATA_ASSIGN(std::string value, single_value(tensor, opened.sources, job));
        lines.emplace_back(path + "@value", std::move(value));
    }
    add_figures(path, *digest, single, lines);
    return {};
}

} // namespace strata::report
