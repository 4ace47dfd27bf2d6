// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/formats_verb.h"

#include "app/cli/text_table.h"
#include "app/export/formats_report.h"
#include "app/export/forms.h"
#include "io/formats/format.h"
#include "widgets/words/translation.h"

#include <QStringList>

namespace strata::cli {

namespace {

QString extensions_of(const Format& format)
{
    QStringList list;
    for (const std::string_view extension : format.extensions)
        list.append(QLatin1Char('.') + words::text_of(extension));
    return list.join(QLatin1Char(' '));
}

TextTable::Cell yes_or_no(bool value)
{
    return value ? TextTable::Cell{words::translate("yes"), Style::Green}
                 : TextTable::Cell{words::translate("no"), Style::Dim};
}

void print_table(Printer& out)
{
    using Align = TextTable::Align;
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Left, Align::Left});
    table.add_head({words::translate("Format"), words::translate("Id"), words::translate("Read"),
                    words::translate("Written"), words::translate("Usual names")});
    for (const Format* const format : all_formats()) {
        table.add({{words::text_of(format->name)},
                   {words::text_of(format->id)},
                   yes_or_no(format->open != nullptr),
                   yes_or_no(exports::is_written(*format)),
                   {extensions_of(*format)}});
    }
    table.print(out);
    out.line();
    out.line(words::translate("What is not read is recognised by its content and named."),
             Style::Dim);
}

/// What convert writes; a format that is edited in place need not be among it.
void print_forms(Printer& out)
{
    using Align = TextTable::Align;
    TextTable table({Align::Left, Align::Left, Align::Left});
    table.add_head({words::translate("Written by convert"), words::translate("Id"),
                    words::translate("Ending")});
    for (const exports::Form& form : exports::forms())
        table.add({{exports::name_of(form)},
                   {words::text_of(form.id)},
                   {QLatin1Char('.') + words::text_of(form.extension)}});
    out.line();
    table.print(out);
}

} // namespace

ExitStatus run_formats(const FormatsOptions& options, Console& console)
{
    if (!options.json) {
        print_table(console.out);
        print_forms(console.out);
        return ExitStatus::Fine;
    }
    report::JsonWriter json = console.json_writer();
    exports::write_formats_report(json);
    json.finish();
    return ExitStatus::Fine;
}

} // namespace strata::cli
