// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/save/export.h"

#include <QString>

#include <cstdint>

namespace strata {
struct Format;
}

/// Everything that a document can be written as, in one table: the formats of the engine, and what
/// is written of a document for people and programs. `convert` and the window's dialog list it.
namespace strata::exports {

/// What a form makes of a document, and so whether somebody must agree to what it leaves out.
enum class Kind : std::uint8_t {
    Model,  ///< stands in for the file: what the format cannot hold is to be accepted first
    Table,  ///< the values of one array as text; nobody takes it for the model, so nobody is asked
    Report, ///< what is known of the file, without its values; nobody is asked either
};

struct Options {
    ExportOptions arrays;    ///< what is written of the arrays, and how; means nothing to a report
    bool statistics = false; ///< every array that is listed is read and measured
    bool sha256 = false;     ///< the whole file is read for its checksum
};

/// One row of the table.
struct Form {
    std::string_view id;        ///< what --to takes
    std::string_view name;      ///< "NumPy archive", not translated: see name_of()
    std::string_view extension; ///< without the dot
    Kind kind = Kind::Model;
    const ExportTarget* target = nullptr; ///< what plans its arrays; null: it holds no list of them
    bool takes_statistics = false;
    bool takes_sha256 = false;
    /// Writes a form of ours; null where the engine writes.
    Result<ExportReport> (*write)(const OpenDocument& opened, const ExportPlan& plan,
                                  const Options& options, const std::string& path,
                                  const JobContext& job) = nullptr;
    /// Plans what is neither a list of arrays nor a report; null for those.
    Result<ExportPlan> (*plan)(const OpenDocument& opened, const Options& options,
                               const JobContext& job) = nullptr;
    /// Whether a document can become this at all; null: every one can, if its target can take it.
    bool (*takes)(const Document& document) = nullptr;
    /// Whether a path with its extension means this form, where none is named.
    bool meant_by_extension = true;

    [[nodiscard]] bool can_take(const Document& document) const;
};

/// The engine's first, in its order.
[[nodiscard]] const std::vector<Form>& forms();
/// By id; null when there is none.
[[nodiscard]] const Form* find_form(std::string_view id);
/// By the extension of a path; null when there is none.
[[nodiscard]] const Form* form_of(std::string_view path);

/// Whether files of a format are written at all: edited ones, or what convert makes.
[[nodiscard]] bool is_written(const Format& format);

/// The name as a person reads it.
[[nodiscard]] QString name_of(const Form& form);
/// Whether what is lost must be accepted before the file is written.
[[nodiscard]] bool asks_for_consent(const Form& form, const ExportPlan& plan);

/// What would be written and what would be lost. Reads no value of an array. BadArgument for
/// options that the form does not take, for a report of some arrays alone, and as plan_export().
Result<ExportPlan> plan(const OpenDocument& opened, const Form& form, const Options& options,
                        const JobContext& job = {});

/// Writes the file: scratch file, read back, compared, synced, renamed. BadArgument for a table or a
/// report over the file that it is about.
Result<ExportReport> write(const OpenDocument& opened, const Form& form, const ExportPlan& plan,
                           const Options& options, const std::string& path, const JobContext& job);

} // namespace strata::exports
