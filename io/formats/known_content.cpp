// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/known_content.h"

#include "io/base/byte_cursor.h"
#include "io/formats/probe.h"
#include "io/formats/zip_names.h"
#include "io/pickle/read_pickle.h"

#include <algorithm>
#include <array>
#include <optional>

namespace strata {

using namespace std::string_view_literals;

namespace {

// ---- zip ----

bool has_name(const std::vector<std::string>& names, std::string_view wanted)
{
    return std::find(names.begin(), names.end(), wanted) != names.end();
}

bool has_ending(const std::vector<std::string>& names, std::string_view ending)
{
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return name.ends_with(ending); });
}

bool zip_is_keras(const std::vector<std::string>& names)
{
    return has_name(names, "model.weights.h5") ||
           (has_name(names, "config.json") && has_name(names, "metadata.json"));
}

Match match_keras_v3(const ProbeInput& probe)
{
    return content_if(is_zip(probe) && zip_is_keras(zip_names(probe)));
}

Match match_zip(const ProbeInput& probe)
{
    if (!is_zip(probe))
        return Match::No;
    const auto names = zip_names(probe);
    if (zip_is_keras(names) || is_torch_zip(names))
        return Match::No;
    // An archive of arrays is the .npz row's, unless its name says that it is only an archive.
    return has_ending(names, ".npy") || names.empty() ? Match::Possible : Match::Content;
}

/// What torch.save wrote before version 0.1.10: a tar archive of these members.
bool is_torch_tar(const ProbeInput& probe)
{
    static constexpr std::array first = {"sys_info\0"sv, "pickle\0"sv, "storages\0"sv,
                                         "tensors\0"sv};
    return holds_at(probe.head, 257, "ustar") &&
           std::any_of(first.begin(), first.end(), [&](std::string_view name) {
               return holds_at(probe.head, 0, name) || holds_at(probe.head, 2, name);
           });
}

// ---- protobuf ----

/// One top-level field of a protobuf message (encoding.md of protobuf).
struct ProtobufField {
    std::uint64_t number = 0;
    unsigned wire_type = 0;
    std::uint64_t length = 0;             ///< of a length-delimited field
    std::span<const std::byte> beginning; ///< of a length-delimited field, what the head holds
};

std::optional<std::uint64_t> take_varint(ByteCursor& cursor)
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const auto byte = cursor.little<std::uint8_t>();
        if (!byte)
            return std::nullopt;
        value |= std::uint64_t{*byte & 0x7fU} << shift;
        if ((*byte & 0x80U) == 0)
            return value;
    }
    return std::nullopt;
}

std::optional<ProtobufField> take_field(ByteCursor& cursor)
{
    const auto tag = take_varint(cursor);
    if (!tag || *tag >> 3 == 0)
        return std::nullopt;
    ProtobufField field;
    field.number = *tag >> 3;
    field.wire_type = static_cast<unsigned>(*tag & 7);
    if (field.wire_type == 0)
        return take_varint(cursor) ? std::optional(field) : std::nullopt;
    if (field.wire_type != 2)
        return std::nullopt;
    const auto length = take_varint(cursor);
    if (!length)
        return std::nullopt;
    field.length = *length;
    const auto held = std::min<std::uint64_t>(*length, cursor.remaining());
    const auto beginning = cursor.take(held);
    if (!beginning)
        return std::nullopt;
    field.beginning = *beginning;
    return field;
}

/// ModelProto of onnx.proto: the version of the format comes first, then texts, then the graph,
/// which starts with a node, a name or a tensor.
bool is_onnx(const ProbeInput& probe)
{
    ByteCursor cursor(probe.head);
    auto field = take_field(cursor);
    if (!field || field->number != 1 || field->wire_type != 0)
        return false;
    while ((field = take_field(cursor))) {
        const bool text = field->number <= 4 || field->number == 6;
        if (field->number == 7)
            return field->wire_type == 2 && field->length <= probe.source.size();
        if (field->number > 8 || (text && field->wire_type != 2) ||
            (field->number == 5 && field->wire_type != 0))
            return false;
        const auto first = field->beginning.empty() ? std::byte{'a'} : field->beginning.front();
        if (text && std::to_integer<unsigned>(first) < 0x20)
            return false;
    }
    return false;
}

/// SavedModel of saved_model.proto: schema version 1, then meta graphs, of which each starts with
/// its meta_info_def.
bool is_saved_model(const ProbeInput& probe)
{
    ByteCursor cursor(probe.head);
    const auto version = take_field(cursor);
    const auto graph = take_field(cursor);
    return version && version->number == 1 && version->wire_type == 0 && graph &&
           graph->number == 2 && graph->wire_type == 2 && graph->length <= probe.source.size() &&
           holds_at(graph->beginning, 0, "\x0a");
}

// ---- the rest ----

/// The page that a server sends in place of a file.
bool is_html(std::span<const std::byte> head)
{
    std::string_view text = as_text(head.first(std::min<std::size_t>(head.size(), 1024)));
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    std::string lower(text);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower.starts_with("<!doctype html") || lower.starts_with("<html") ||
           (lower.starts_with("<?xml") && lower.find("<html") != lower.npos);
}

bool is_git_lfs_pointer(std::span<const std::byte> head)
{
    return holds_at(head, 0, "version https://git-lfs.github.com/spec/") ||
           holds_at(head, 0, "version https://hawser.github.com/spec/");
}

/// A TensorFlow checkpoint's index is a LevelDB table: it ends with that table's magic number.
bool is_tensorflow_checkpoint(const ProbeInput& probe)
{
    std::array<std::byte, 8> footer{};
    return probe.source.size() > 48 &&
           probe.source.read_at(probe.source.size() - footer.size(), footer) &&
           holds_at(footer, 0, "\x57\xfb\x80\x8b\x24\x75\x47\xdb");
}

/// A compressed file whose content is no pickle (those are the joblib row's). zlib has so short a
/// signature that the extension must agree.
Match match_compressed(const ProbeInput& probe)
{
    const auto compression = detect_compression(probe.head);
    if (!compression)
        return Match::No;
    const auto inside = unpacked_head(probe, {*compression, 0});
    if (inside.empty() || pickle::looks_like_pickle(inside))
        return Match::No;
    return *compression == Compression::Zlib ? Match::Possible : Match::Content;
}

constexpr std::array archive_extensions = {"keras"sv};
constexpr std::array torch_tar_extensions = {"tar"sv, "pt"sv, "pth"sv};
constexpr std::array onnx_extensions = {"onnx"sv};
constexpr std::array gguf_extensions = {"gguf"sv};
constexpr std::array saved_model_extensions = {"pb"sv};
constexpr std::array checkpoint_extensions = {"index"sv, "ckpt"sv};
constexpr std::array tflite_extensions = {"tflite"sv};
constexpr std::array catboost_extensions = {"cbm"sv};
constexpr std::array html_extensions = {"html"sv, "htm"sv};
constexpr std::array png_extensions = {"png"sv};
constexpr std::array jpeg_extensions = {"jpg"sv, "jpeg"sv};
constexpr std::array pdf_extensions = {"pdf"sv};
constexpr std::array sevenzip_extensions = {"7z"sv};
constexpr std::array rar_extensions = {"rar"sv};
constexpr std::array tar_extensions = {"tar"sv};
constexpr std::array zip_extensions = {"zip"sv};
constexpr std::array compressed_extensions = {"gz"sv,  "bz2"sv, "xz"sv, "lzma"sv,
                                              "zst"sv, "lz4"sv, "z"sv,  "tgz"sv};

/// A row for content that is told by bytes at its very start.
#define STRATA_STARTS_WITH(signature)                                                              \
    [](const ProbeInput& probe) {                                                                  \
        return content_if(holds_at(probe.head, 0, signature));                                     \
    }

constexpr Format named_only[] = {
    {"keras-v3", "Keras model", archive_extensions, "keras", match_keras_v3, nullptr},
    {"onnx", "ONNX model", onnx_extensions, "onnx",
     [](const ProbeInput& probe) { return content_if(is_onnx(probe)); }, nullptr},
    {"gguf", "GGUF model", gguf_extensions, "gguf", STRATA_STARTS_WITH("GGUF"sv), nullptr},
    {"tensorflow-savedmodel", "TensorFlow SavedModel", saved_model_extensions, "tensorflow",
     [](const ProbeInput& probe) { return content_if(is_saved_model(probe)); }, nullptr},
    {"tensorflow-checkpoint", "TensorFlow checkpoint", checkpoint_extensions, "tensorflow",
     [](const ProbeInput& probe) { return content_if(is_tensorflow_checkpoint(probe)); }, nullptr},
    {"tflite", "TensorFlow Lite model", tflite_extensions, "tflite",
     [](const ProbeInput& probe) { return content_if(holds_at(probe.head, 4, "TFL3")); }, nullptr},
    {"catboost", "CatBoost model", catboost_extensions, "catboost", STRATA_STARTS_WITH("CBM1"sv),
     nullptr},
    {"git-lfs-pointer",
     "Git LFS pointer",
     {},
     "git-lfs-pointer",
     [](const ProbeInput& probe) { return content_if(is_git_lfs_pointer(probe.head)); },
     nullptr},
    {"html", "HTML page", html_extensions, "html",
     [](const ProbeInput& probe) { return content_if(is_html(probe.head)); }, nullptr},
    {"png", "PNG picture", png_extensions, "png", STRATA_STARTS_WITH("\x89PNG\r\n\x1a\n"sv),
     nullptr},
    {"jpeg", "JPEG picture", jpeg_extensions, "jpeg", STRATA_STARTS_WITH("\xff\xd8\xff"sv),
     nullptr},
    {"pdf", "PDF document", pdf_extensions, "pdf", STRATA_STARTS_WITH("%PDF-"sv), nullptr},
    {"7z", "7z archive", sevenzip_extensions, "7z", STRATA_STARTS_WITH("7z\xbc\xaf\x27\x1c"sv),
     nullptr},
    {"rar", "RAR archive", rar_extensions, "rar", STRATA_STARTS_WITH("Rar!\x1a\x07"sv), nullptr},
    {"torch-tar", "PyTorch archive of before 0.1.10 (tar)", torch_tar_extensions, "tar",
     [](const ProbeInput& probe) { return content_if(is_torch_tar(probe)); }, nullptr},
    {"tar", "tar archive", tar_extensions, "tar",
     [](const ProbeInput& probe) {
         return content_if(holds_at(probe.head, 257, "ustar") && !is_torch_tar(probe));
     },
     nullptr},
    {"zip", "zip archive", zip_extensions, "zip", match_zip, nullptr},
    {"compressed", "compressed file", compressed_extensions, "compressed", match_compressed,
     nullptr},
};

#undef STRATA_STARTS_WITH

} // namespace

std::span<const Format> named_only_formats()
{
    return named_only;
}

} // namespace strata
