// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verb_parser.h"

#include "app/cli/convert_verb.h"
#include "app/cli/diff_verb.h"
#include "app/cli/edit_verb.h"
#include "app/cli/formats_verb.h"
#include "app/cli/info_verb.h"
#include "app/cli/render_verb.h"
#include "app/cli/requirements_verb.h"
#include "app/cli/scan_verb.h"
#include "app/cli/series_verb.h"
#include "app/cli/stats_verb.h"
#include "app/cli/summary_verb.h"
#include "app/cli/textconv_verb.h"
#include "app/cli/tree_verb.h"
#include "app/cli/values_verb.h"
#include "app/cli/version_text.h"
#include "io/analysis/statistics.h"
#include "widgets/words/translation.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>

namespace strata::cli {

namespace {

/// For CLI11: what is wrong with a text that shall be a number from 0 on; empty: nothing.
std::string finite_number(const std::string& text)
{
    bool read = false;
    const double number = QString::fromStdString(text).toDouble(&read);
    return read && std::isfinite(number) && number >= 0
               ? std::string()
               : "a number of 0 or more is wanted, not " + text;
}

constexpr const char* program_help =
    "Shows what is inside a saved machine-learning model, and never runs what a file contains.\n"
    "\n"
    "strata [FILE...] opens the window. With a verb it prints and exits:";
constexpr const char* program_examples =
    "Examples:\n"
    "  strata model.joblib                         opens the window\n"
    "  strata info model.pkl                       says what the file holds\n"
    "  strata a.h5 b.h5 --compare                  shows both and what differs\n"
    "  strata stats model.pkl estimator/coef_      figures and a histogram of an array\n"
    "  strata scan downloads/                      which of these are safe to load\n"
    "\n"
    "Every verb has --help and --json. Exit status: 0 fine, 1 findings (scan) or different (diff), "
    "2 could not.";
constexpr const char* json_help = "Print JSON, as strata-report.schema.json describes it";

/// CLI11 gives "--" to the program once a verb has all it needs. So what follows it is marked and
/// passed as usual; no argument of a person starts with this character.
constexpr char mark = '\x01';

std::vector<std::string> marked_arguments(int count, char** arguments)
{
    std::vector<std::string> marked;
    bool after_dashes = false;
    for (int i = 1; i < count; ++i) {
        const std::string argument = arguments[i];
        if (after_dashes)
            marked.push_back(mark + argument);
        else if (argument == "--")
            after_dashes = true;
        else
            marked.push_back(argument);
    }
    return marked;
}

void unmark(std::string& argument)
{
    if (argument.starts_with(mark))
        argument.erase(0, 1);
}

void unmark(std::vector<std::string>& arguments)
{
    for (std::string& argument : arguments)
        unmark(argument);
}

/// The program's options, and what the chosen verb does.
class Parser {
public:
    explicit Parser(Console& console) : m_app(program_help, "strata"), m_console(console)
    {
        m_app.require_subcommand(1);
        m_app.set_help_flag("-h,--help", "Print this help and exit");
        m_app.set_version_flag("--version", version_text,
                               "Print the versions of the program and "
                               "its libraries");
        m_app.footer(program_examples);
        m_app.get_formatter()->label("SUBCOMMAND", "VERB");
        add_info();
        add_summary();
        add_tree();
        add_stats();
        add_values();
        add_get();
        add_set();
        add_unset();
        add_diff();
        add_convert();
        add_scan();
        add_requirements();
        add_render();
        add_series();
        add_textconv();
        add_formats();
    }

    ExitStatus run(int count, char** arguments)
    {
        std::vector<std::string> marked = marked_arguments(count, arguments);
        // CLI11 takes them from the end.
        std::reverse(marked.begin(), marked.end());
        try {
            m_app.parse(std::move(marked));
        } catch (const CLI::ParseError& error) {
            return explain(error, count, arguments);
        }
        for (std::string* const file :
             {&m_requirements.file, &m_scan.allow, &m_info.allow, &m_convert.out_dir,
              &m_summary.file, &m_tree.file, &m_stats.file, &m_values.file, &m_get.file,
              &m_set.file, &m_unset.file, &m_set.out, &m_unset.out, &m_diff.html, &m_diff.markdown,
              &m_textconv.file})
            unmark(*file);
        for (auto* const list :
             {&m_info.files, &m_series.files, &m_stats.tensors, &m_values.tensors, &m_scan.paths,
              &m_render.files, &m_convert.files, &m_convert.tensors, &m_diff.files, &m_get.keys,
              &m_set.changes, &m_unset.changes})
            unmark(*list);
        return m_action();
    }

    [[nodiscard]] std::string help() const { return m_app.help(); }

private:
    /// A verb with its --json and its examples; `action` runs once all is parsed.
    CLI::App* add_verb(const std::string& name, const std::string& description, bool& json,
                       const std::string& examples, std::function<ExitStatus()> action)
    {
        CLI::App* const verb = m_app.add_subcommand(name, description);
        verb->group("Verbs");
        verb->add_flag("--json", json, json_help);
        verb->footer("Examples:\n" + examples);
        verb->callback([this, action = std::move(action)] { m_action = action; });
        return verb;
    }

    void add_info()
    {
        CLI::App* const verb = add_verb(
            "info", "Say what a file is and what is in it; of several files a table", m_info.json,
            "  strata info model.pkl\n"
            "  strata info *.joblib\n"
            "  strata info --json model.pkl | jq .estimator.attributes",
            [this] { return run_info(m_info, m_console); });
        verb->add_option("FILE", m_info.files, "The files")->required()->type_name("");
        verb->add_flag("--sha256", m_info.sha256, "Also the SHA-256 of each file");
        add_allow(*verb, m_info.allow);
    }

    void add_summary()
    {
        CLI::App* const verb = add_verb(
            "summary", "Print the table that Keras' model.summary() prints", m_summary.json,
            "  strata summary model.h5\n"
            "  strata summary model.h5 --style keras2\n"
            "  COLUMNS=120 strata summary model.h5 --expand-nested",
            [this] { return run_summary(m_summary, m_console); });
        verb->add_option("FILE", m_summary.file, "The file")->required()->type_name("");
        verb->add_option("--style", m_summary.style,
                         "As this Keras prints it, keras2 or keras3; without it, as the one that "
                         "wrote the file")
            ->type_name("STYLE")
            ->check(CLI::IsMember({"keras2", "keras3"}));
        verb->add_flag("--expand-nested", m_summary.expand_nested,
                       "Also the layers of models inside the model");
        verb->add_flag("--show-trainable", m_summary.show_trainable,
                       "Also which layers are trainable");
    }

    void add_tree()
    {
        CLI::App* const verb = add_verb("tree", "Print the tree of what is inside", m_tree.json,
                                        "  strata tree model.pkl --depth 2\n"
                                        "  strata tree model.pkl --filter coef\n"
                                        "  strata tree model.pkl --file",
                                        [this] { return run_tree(m_tree, m_console); });
        verb->add_option("FILE", m_tree.file, "The file")->required()->type_name("");
        verb->add_flag("--file", m_tree.file_reading,
                       "As the file holds it: pickle objects, members of an archive");
        verb->add_option("--depth", m_tree.depth, "At most so many levels")
            ->type_name("N")
            ->check(CLI::Range(1, 100'000));
        verb->add_option("--filter", m_tree.filter,
                         "Only what has TEXT in its name, type, shape or dtype")
            ->type_name("TEXT");
    }

    void add_stats()
    {
        CLI::App* const verb =
            add_verb("stats", "Print statistics and a histogram of arrays", m_stats.json,
                     "  strata stats model.pkl                  all weights and fitted arrays\n"
                     "  strata stats model.pkl estimator/coef_  one of them, with its histogram\n"
                     "  strata stats --all --json model.pkl",
                     [this] { return run_stats(m_stats, m_console); });
        verb->add_option("FILE", m_stats.file, "The file")->required()->type_name("");
        CLI::Option* const tensors =
            verb->add_option("TENSOR", m_stats.tensors,
                             "Paths of arrays, as info prints them; without any, the weights and "
                             "fitted arrays")
                ->type_name("");
        verb->add_flag("--all", m_stats.all, "Every array of the file")->excludes(tensors);
        verb->add_option("--bins", m_stats.bins, "Bins of the histograms, 64 unless given")
            ->type_name("N")
            ->check(CLI::Range(std::size_t{1}, most_bins));
    }

    void add_values()
    {
        CLI::App* const verb = add_verb("values", "Print the values of an array", m_values.json,
                                        "  strata values model.pkl estimator/coef_\n"
                                        "  strata values weights.npz kernel --slice 0:10,:,3\n"
                                        "  strata values weights.npz kernel --slice=-1 --csv\n"
                                        "  strata values weights.npz kernel --npy kernel.npy",
                                        [this] { return run_values(m_values, m_console); });
        verb->add_option("FILE", m_values.file, "The file")->required()->type_name("");
        verb->add_option("TENSOR", m_values.tensors,
                         "Path of the array, as info prints it; not needed where there is one only")
            ->type_name("")
            ->expected(0, 1);
        verb->add_option("--slice", m_values.slice, "A part, as Python writes it: 0:10,:,3")
            ->type_name("SLICE");
        CLI::Option* const csv = verb->add_flag("--csv", m_values.csv, "As comma-separated values");
        CLI::Option* const npy =
            verb->add_option("--npy", m_values.npy, "Into the file OUT, as a NumPy array")
                ->type_name("OUT");
        CLI::Option* const json = verb->get_option("--json");
        csv->excludes(npy)->excludes(json);
        npy->excludes(json);
    }

    void add_get()
    {
        CLI::App* const verb =
            add_verb("get", "Print metadata: all entries, or the value of one", m_get.json,
                     "  strata get model.safetensors\n"
                     "  strata get model.joblib estimator@alpha\n"
                     "  strata get model.h5 layers/dense@units",
                     [this] { return run_get(m_get, m_console); });
        verb->add_option("FILE", m_get.file, "The file")->required()->type_name("");
        verb->add_option("KEY", m_get.keys, "Keys of entries, as info prints them")->type_name("");
    }

    void add_set()
    {
        CLI::App* const verb =
            add_verb("set", "Change or add metadata, all that is asked for or nothing", m_set.json,
                     "  strata set model.safetensors /@license=MIT\n"
                     "  strata set model.joblib estimator@n_jobs=4 --type int -o copy.joblib\n"
                     "\n"
                     "The file is replaced only once the new one has been read back.",
                     [this] { return run_set(m_set, m_console); });
        verb->add_option("FILE", m_set.file, "The file")->required()->type_name("");
        verb->add_option("KEY=VALUE", m_set.changes, "Entries and their new values")
            ->required()
            ->type_name("");
        verb->add_option("--type", m_set.type,
                         "The type of the values; without it an entry keeps its type, and a new "
                         "one is a str")
            ->type_name("TYPE")
            ->check(CLI::IsMember(
                {"str", "int", "float", "bool", "NoneType", "bytes", "list", "tuple", "dict"}));
        add_target(verb, m_set);
    }

    void add_unset()
    {
        CLI::App* const verb =
            add_verb("unset", "Remove metadata, all that is asked for or nothing", m_unset.json,
                     "  strata unset model.safetensors /@notes",
                     [this] { return run_unset(m_unset, m_console); });
        verb->add_option("FILE", m_unset.file, "The file")->required()->type_name("");
        verb->add_option("KEY", m_unset.changes, "Keys of entries, as info prints them")
            ->required()
            ->type_name("");
        add_target(verb, m_unset);
    }

    void add_diff()
    {
        CLI::App* const verb = add_verb(
            "diff", "Say what two models differ in", m_diff.json,
            "  strata diff epoch_1.h5 epoch_2.h5\n"
            "  strata diff model.h5 model.safetensors --tolerance 1e-6\n"
            "  strata diff before.pt after.pt --structure\n"
            "  strata diff before.h5 after.h5 --html changes.html\n"
            "\n"
            "Exit status: 0 nothing differs; 1 something does; 2 something could not be read.",
            [this] { return run_diff(m_diff, m_console); });
        verb->add_option("LEFT RIGHT", m_diff.files, "The two files")
            ->required()
            ->type_name("")
            ->expected(2);
        verb->add_flag("--structure", m_diff.structure, "Leave the values out: no array is read");
        verb->add_option("--tolerance", m_diff.tolerance,
                         "Values that differ by no more than this are the same")
            ->type_name("X")
            ->check(finite_number, "");
        verb->add_option("--html", m_diff.html, "Also write a page with the histograms")
            ->type_name("OUT");
        verb->add_option("--markdown", m_diff.markdown, "Also write a page as Markdown")
            ->type_name("OUT");
    }

    void add_convert()
    {
        CLI::App* const verb =
            add_verb("convert", "Write a file in another format, or a report of it", m_convert.json,
                     "  strata convert model.h5 model.safetensors\n"
                     "  strata convert model.joblib arrays.npz --dry-run\n"
                     "  strata convert *.h5 --to safetensors --out-dir converted --yes\n"
                     "  strata convert model.pkl model.joblib --compress zlib:3\n"
                     "  strata convert model.h5 kernel.csv --tensor layers/dense/kernel\n"
                     "  strata convert model.h5 report.html --stats\n"
                     "  strata convert model.h5 report.md\n"
                     "  strata convert model.h5 structure.json\n"
                     "\n"
                     "What the format cannot hold is said first; --yes accepts it.",
                     [this] { return run_convert(m_convert, m_console); });
        verb->add_option("IN OUT", m_convert.files, "The file, and the one to write")
            ->required()
            ->type_name("");
        verb->add_option("--to", m_convert.to, "The format; without it, by OUT's name")
            ->type_name("FORMAT")
            ->check(CLI::IsMember(convert_targets()));
        verb->add_option("--out-dir", m_convert.out_dir, "Where to write what several files become")
            ->type_name("DIR");
        verb->add_option("--tensor", m_convert.tensors, "Only this array; may be given repeatedly")
            ->type_name("PATH")
            ->expected(1)
            ->take_all();
        verb->add_option("--dtype", m_convert.dtype, "Round all floats to this type")
            ->type_name("TYPE")
            ->check(CLI::IsMember({"float16", "bfloat16", "float32", "float64"}));
        verb->add_option("--names", m_convert.names, "dotted: dense.kernel; path: dense/kernel")
            ->type_name("STYLE")
            ->check(CLI::IsMember({"dotted", "path"}));
        verb->add_option("--compress", m_convert.compress,
                         "For joblib and pickle: none, zlib, gzip, bz2, xz, lzma, lz4, or with "
                         "a level zlib:3; without it, joblib stays as it is")
            ->type_name("METHOD");
        verb->add_option("--protocol", m_convert.protocol,
                         "For joblib and pickle: 2 to 5; without it, the file's own")
            ->type_name("N")
            ->check(CLI::Range(2, 5));
        verb->add_flag("--no-optimizer", m_convert.no_optimizer, "Without the optimizer's state");
        verb->add_flag("--no-metadata", m_convert.no_metadata, "Without the metadata");
        verb->add_flag("--stats", m_convert.statistics,
                       "In a report: measure every array that it lists");
        verb->add_flag("--sha256", m_convert.sha256, "In a report: the file's checksum");
        verb->add_flag("--dry-run", m_convert.dry_run, "Only say what would be lost");
        verb->add_flag("--yes", m_convert.yes, "Accept what is lost");
        verb->add_flag("--force", m_convert.force, "Replace a file that exists");
    }

    static void add_target(CLI::App* verb, EditOptions& options)
    {
        verb->add_option("-o", options.out, "Save as this file; without it, in place")
            ->type_name("OUT");
        verb->add_flag("--backup", options.backup, "Keep the old content as FILE~");
        verb->add_flag("--force", options.force, "Replace OUT where it exists");
    }

    void add_scan()
    {
        CLI::App* const verb = add_verb(
            "scan", "Look for what is unsafe or damaged, in files and folders", m_scan.json,
            "  strata scan model.pkl\n"
            "  strata scan downloads/ || echo \"look before you load\"\n"
            "\n"
            "Exit status: 0 all is trusted and complete, or holds no code; 1 something is not;\n"
            "2 something could not be read.",
            [this] { return run_scan(m_scan, m_console); });
        verb->add_option("PATH", m_scan.paths, "Files and folders")->required()->type_name("");
        verb->add_flag("--sarif", m_scan.sarif, "As SARIF 2.1.0, for code hosts and editors")
            ->excludes(verb->get_option("--json"));
        add_allow(*verb, m_scan.allow);
    }

    void add_requirements()
    {
        CLI::App* const verb = add_verb(
            "requirements", "Print what has to be installed for a file to load",
            m_requirements.json,
            "  strata requirements model.joblib > requirements.txt\n"
            "\n"
            "As far as the file tells: an exact version where it holds one, else a range by\n"
            "what is named and how it is written. The evidence stands beside it.",
            [this] { return run_requirements(m_requirements, m_console); });
        verb->add_option("FILE", m_requirements.file, "The file")->required()->type_name("");
    }

    static void add_allow(CLI::App& verb, std::string& file)
    {
        verb.add_option("--allow", file,
                        "A list of your own names that need no review: module.name, one a line")
            ->type_name("FILE");
    }

    void add_render()
    {
        CLI::App* const verb =
            add_verb("render", "Draw a picture of the window, with no display", m_render.json,
                     "  strata render model.h5 -o model.png\n"
                     "  strata render model.h5 -o kernel.png --view weights --select "
                     "layers/dense/kernel\n"
                     "  strata render --view start --dark --scale 2 -o start.png",
                     [this] { return run_render(m_render, m_console); });
        verb->add_option("FILE", m_render.files, "The files that are open")->type_name("");
        verb->add_option("-o", m_render.out, "The PNG file; without it, standard output")
            ->type_name("PNG");
        verb->add_option("--view", m_render.view, "The page, or a state of the window")
            ->type_name("VIEW")
            ->check(CLI::IsMember(render_views()));
        verb->add_option("--select", m_render.select, "Path of the row that is selected")
            ->type_name("PATH");
        verb->add_option("--size", m_render.size, "Width and height, 1440x900 unless given")
            ->type_name("WxH");
        verb->add_option("--scale", m_render.scale, "Pixels to the point, 1 unless given")
            ->type_name("N")
            ->check(CLI::Range(1, 4));
        verb->add_flag("--dark", m_render.dark, "In dark colours");
    }

    void add_series()
    {
        CLI::App* const verb = add_verb(
            "series", "Print how layers change over several checkpoints", m_series.json,
            "  strata series checkpoints/\n"
            "  strata series epoch_*.h5 --csv > series.csv\n"
            "\n"
            "In the order of the optimizer's steps where each file has one of its own, else\n"
            "of the names, with numbers in them by their value.",
            [this] { return run_series(m_series, m_console); });
        verb->add_option("FILE", m_series.files, "Checkpoints, and folders of them")
            ->required()
            ->type_name("");
        verb->add_flag("--csv", m_series.csv, "As comma-separated values")
            ->excludes(verb->get_option("--json"));
    }

    void add_textconv()
    {
        CLI::App* const verb = add_verb(
            "textconv", "Print a file as lines that git diff can compare", m_textconv.json,
            "  echo '*.h5 diff=strata' >> .gitattributes\n"
            "  git config diff.strata.textconv 'strata textconv'\n"
            "  git config diff.strata.cachetextconv true\n"
            "\n"
            "The same content gives the same lines, whatever the file's name. What cannot be\n"
            "read is told in lines as well, with status 0: Git ends at a conversion that fails.",
            [this] { return run_textconv(m_textconv, m_console); });
        verb->add_option("FILE", m_textconv.file, "The file")->required()->type_name("");
    }

    void add_formats()
    {
        add_verb("formats", "Print what can be read and written", m_formats.json,
                 "  strata formats\n  strata formats --json",
                 [this] { return run_formats(m_formats, m_console); });
    }

    /// Help and version are printed; anything else is said with the way to the help.
    ExitStatus explain(const CLI::ParseError& error, int count, char** arguments)
    {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
            m_app.exit(error);
            return ExitStatus::Fine;
        }
        const auto is_json = [](std::string_view argument) {
            return argument == "--json";
        };
        if (std::any_of(arguments + 1, arguments + count, is_json))
            return m_console.fail({ErrorCode::BadArgument, {}, {}, error.what()}, {}, true);
        m_console.say(words::text_of(error.what()));
        const auto is_file = [](std::string_view argument) {
            std::error_code ignored;
            return argument.starts_with('-') && std::filesystem::exists(argument, ignored);
        };
        const auto* const file = std::find_if(arguments + 1, arguments + count, is_file);
        if (file != arguments + count)
            m_console.say(words::translate("For the file of that name write ./%1.")
                              .arg(words::text_of(*file)));
        const auto verbs = m_app.get_subcommands();
        const std::string verb = verbs.empty() ? "" : verbs.front()->get_name() + ' ';
        m_console.say(words::translate("'strata %1--help' shows how.").arg(words::text_of(verb)));
        return ExitStatus::Failed;
    }

    CLI::App m_app;
    Console& m_console;
    std::function<ExitStatus()> m_action;
    InfoOptions m_info;
    SummaryOptions m_summary;
    RenderOptions m_render;
    TreeOptions m_tree;
    StatsOptions m_stats;
    ValuesOptions m_values;
    DiffOptions m_diff;
    ConvertOptions m_convert;
    GetOptions m_get;
    EditOptions m_set;
    EditOptions m_unset;
    ScanOptions m_scan;
    RequirementsOptions m_requirements;
    SeriesOptions m_series;
    TextconvOptions m_textconv;
    FormatsOptions m_formats;
};

} // namespace

bool is_for_verb_parser(std::string_view first_argument)
{
    static constexpr std::array<std::string_view, 19> names = {
        "info",    "summary",      "tree",    "stats",  "values",   "diff",   "get",
        "set",     "unset",        "convert", "scan",   "render",   "series", "textconv",
        "formats", "requirements", "-h",      "--help", "--version"};
    return std::find(names.begin(), names.end(), first_argument) != names.end();
}

ExitStatus run_verb(int count, char** arguments, Console& console)
{
    return Parser(console).run(count, arguments);
}

std::string help_text()
{
    Console console;
    return Parser(console).help();
}

} // namespace strata::cli
