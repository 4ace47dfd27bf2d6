// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/convert_verb.h"

#include "app/cli/choose_tensor.h"
#include "app/export/forms.h"
#include "app/report/convert_report.h"
#include "io/formats/format.h"
#include "io/save/float_rounding.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>

namespace strata::cli {

using words::text_of;
using words::translate;

namespace {

/// One file to convert.
struct Step {
    std::string in;
    std::string out;
    const exports::Form* form = nullptr;
};

Result<std::vector<Step>> steps_of(const ConvertOptions& options)
{
    const exports::Form* const chosen = exports::find_form(options.to);
    std::vector<Step> steps;
    if (!options.out_dir.empty()) {
        if (chosen == nullptr)
            return fail(ErrorCode::BadArgument, "--out-dir needs --to");
        std::set<std::string> taken;
        for (const std::string& in : options.files) {
            std::filesystem::path name = std::filesystem::path(in).filename();
            name.replace_extension(chosen->extension);
            const std::string out = (std::filesystem::path(options.out_dir) / name).string();
            std::error_code ignored;
            if (!taken.insert(out).second)
                return fail(ErrorCode::BadArgument, "two files would become this one", {}, out);
            for (const std::string& other : options.files) {
                if (std::filesystem::equivalent(other, out, ignored))
                    return fail(ErrorCode::BadArgument, "it is one of the files to convert", {},
                                out);
            }
            steps.push_back({in, out, chosen});
        }
        return steps;
    }
    if (options.files.size() != 2 && !(options.dry_run && options.files.size() == 1))
        return fail(ErrorCode::BadArgument, "IN and OUT are wanted, or several IN with --out-dir");
    const std::string out = options.files.size() == 2 ? options.files[1] : "";
    const exports::Form* const form = chosen != nullptr ? chosen : exports::form_of(out);
    if (form == nullptr)
        return fail(ErrorCode::BadArgument, "no format that can be written has this name; say --to",
                    {}, out);
    steps.push_back({options.files.front(), out, form});
    return steps;
}

/// Options that say how arrays are written.
bool chooses_arrays(const ConvertOptions& options)
{
    return options.no_optimizer || options.no_metadata || !options.dtype.empty() ||
           !options.names.empty() || !options.compress.empty() || options.protocol != 0;
}

QString loss_text(const Loss& loss)
{
    return QStringLiteral("%1 (%2): %3")
        .arg(text_of(loss.what), words::count(loss.count), text_of(loss.why));
}

class Converter {
public:
    Converter(const ConvertOptions& options, Console& console)
        : m_options(options), m_console(console)
    {
    }

    ExitStatus run(const Step& step)
    {
        const auto opened = open_document(step.in, m_console.job);
        if (!opened)
            return m_console.fail(opened.error(), step.in, m_options.json);
        const auto plan = plan_of(*opened, step);
        if (!plan)
            return m_console.fail(plan.error(), step.in, m_options.json);
        if (!m_options.json)
            say_losses(step, *plan);
        if (m_options.dry_run)
            return finish(*opened, step, *plan, {});
        std::error_code ignored;
        if (!m_options.force && std::filesystem::exists(step.out, ignored))
            return refuse(step, translate("%1 exists already; --force replaces it."));
        if (!m_options.yes && exports::asks_for_consent(*step.form, *plan))
            return refuse(step, translate("%1 was not written: --yes accepts what is lost."));
        const auto written =
            exports::write(*opened, *step.form, *plan, m_wanted, step.out, m_console.job);
        if (!written)
            return m_console.fail(written.error(), step.out, m_options.json);
        return finish(*opened, step, *plan, *written);
    }

private:
    Result<ExportPlan> plan_of(const OpenDocument& opened, const Step& step)
    {
        if (step.form->target == nullptr && chooses_arrays(m_options))
            return fail(ErrorCode::BadArgument,
                        std::string(step.form->kind == exports::Kind::Report
                                        ? "a report is of the whole file as it is"
                                        : "all values are written as they are") +
                            ": nothing is left out, named otherwise, rounded or compressed");
        m_wanted.arrays.optimizer = !m_options.no_optimizer;
        m_wanted.arrays.metadata = !m_options.no_metadata;
        m_wanted.arrays.names = m_options.names == "path" ? NameStyle::Path : NameStyle::Dotted;
        m_wanted.arrays.dtype = rounding_target(m_options.dtype);
        m_wanted.statistics = m_options.statistics;
        m_wanted.sha256 = m_options.sha256;
        if (!m_options.compress.empty()) {
            STRATA_ASSIGN(m_wanted.arrays.compression, parse_compression(m_options.compress));
        }
        if (m_options.protocol != 0)
            m_wanted.arrays.protocol = m_options.protocol;
        for (const std::string& name : m_options.tensors) {
            STRATA_ASSIGN(const TensorId id, choose_tensor(*opened.document, name));
            m_wanted.arrays.selection.push_back(id);
        }
        return exports::plan(opened, *step.form, m_wanted, m_console.job);
    }

    void say_losses(const Step& step, const ExportPlan& plan)
    {
        const QString name = exports::name_of(*step.form);
        const QString what =
            step.form->target == nullptr
                ? words::plural(plan.values, translate("1 value"), translate("%1 values"))
                : words::plural(plan.tensors.size(), translate("1 array"), translate("%1 arrays"));
        m_console.out.line(step.form->kind == exports::Kind::Report
                               ? translate("%1 as %2").arg(text_of(step.in), name)
                               : translate("%1 as %2: %3, %4")
                                     .arg(text_of(step.in), name, what, words::size(plan.bytes)));
        const bool model = step.form->kind == exports::Kind::Model;
        const auto is_lost = [](const Loss& loss) {
            return !loss.stored_otherwise;
        };
        const bool lost = std::ranges::any_of(plan.losses, is_lost);
        if (lost)
            say_list(plan, model ? translate("What is lost:") : translate("Not in it:"), is_lost);
        else if (model)
            m_console.out.line(translate("Nothing is lost."));
        if (std::ranges::any_of(plan.losses, &Loss::stored_otherwise))
            say_list(plan, translate("Stored otherwise, with the same values:"),
                     &Loss::stored_otherwise);
    }

    template <class Which> void say_list(const ExportPlan& plan, const QString& head, Which which)
    {
        m_console.out.line(head);
        for (const Loss& loss : plan.losses) {
            if (std::invoke(which, loss))
                m_console.out.line(QStringLiteral("  ") + loss_text(loss));
        }
    }

    ExitStatus refuse(const Step& step, const QString& message)
    {
        const QString text = message.arg(text_of(step.out));
        if (m_options.json)
            return m_console.fail({ErrorCode::BadArgument, {}, step.out, text.toStdString()},
                                  step.out, true);
        m_console.say(text);
        return ExitStatus::Failed;
    }

    ExitStatus finish(const OpenDocument& opened, const Step& step, const ExportPlan& plan,
                      const ExportReport& written)
    {
        if (m_options.json) {
            report::JsonWriter json = m_console.json_writer();
            report::write_convert_report(json, opened.document->format.id, step.form->id, plan,
                                         written);
            json.finish();
        }
        if (!written.written.empty())
            m_console.say(translate("Written: %1, %2.")
                              .arg(text_of(written.written), words::size(written.bytes)));
        return ExitStatus::Fine;
    }

    const ConvertOptions& m_options;
    Console& m_console;
    exports::Options m_wanted;
};

} // namespace

ExitStatus run_convert(const ConvertOptions& options, Console& console)
{
    const auto steps = steps_of(options);
    if (!steps)
        return console.fail(steps.error(), steps.error().path, options.json);
    ExitStatus status = ExitStatus::Fine;
    for (const Step& step : *steps)
        status = worse(status, Converter(options, console).run(step));
    return status;
}

std::vector<std::string> convert_targets()
{
    std::vector<std::string> ids;
    for (const exports::Form& form : exports::forms())
        ids.emplace_back(form.id);
    return ids;
}

} // namespace strata::cli
