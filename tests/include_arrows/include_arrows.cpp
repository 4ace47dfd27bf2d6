// SPDX-License-Identifier: GPL-3.0-or-later
// Reads every #include of io/, widgets/ and app/ against the arrows of the architecture, since
// include paths alone enforce nothing. Also: no path upwards, an SPDX line in every source, #pragma
// once in every header.
//
//   include_arrows ROOT          the sources under ROOT; exit status 1 when a rule is broken
//   include_arrows --self-test   that each rule is noticed when it is broken
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

using Modules = std::set<std::string, std::less<>>;

/// Module by folder, and the modules whose headers it may include beside its own.
const std::map<std::string, Modules, std::less<>>& arrows()
{
    static const Modules below_source = {"io/base", "io/model"};
    static const Modules below_containers = {"io/base", "io/model", "io/source"};
    static const Modules below_frameworks = {"io/base",   "io/model", "io/source",
                                             "io/pickle", "io/hdf5",  "io/zip"};
    static const Modules below_formats = {"io/base",   "io/model",   "io/source",
                                          "io/pickle", "io/hdf5",    "io/zip",
                                          "io/keras",  "io/sklearn", "io/torch"};
    static const Modules below_save = {"io/base",  "io/model",   "io/source",  "io/pickle",
                                       "io/hdf5",  "io/zip",     "io/keras",   "io/sklearn",
                                       "io/torch", "io/formats", "io/analysis"};
    static const Modules below_compare = {"io/base", "io/model", "io/source", "io/analysis"};
    static const Modules below_words = {"io/base", "io/model", "io/source", "io/analysis",
                                        "io/compare"};
    static const Modules below_widgets = {"io/base",     "io/model",   "io/source",
                                          "io/analysis", "io/compare", "widgets/words"};
    static const Modules below_app = {"io/base",    "io/model",   "io/source",    "io/pickle",
                                      "io/hdf5",    "io/zip",     "io/keras",     "io/sklearn",
                                      "io/torch",   "io/formats", "io/analysis",  "io/save",
                                      "io/compare", "widgets",    "widgets/words"};
    static const std::map<std::string, Modules, std::less<>> table = {
        {"io/base", {}},
        {"io/model", {"io/base"}},
        {"io/source", below_source},
        {"io/pickle", below_containers},
        {"io/hdf5", below_containers},
        {"io/zip", below_containers},
        {"io/analysis", below_containers},
        {"io/keras", below_frameworks},
        {"io/sklearn", below_frameworks},
        {"io/torch", below_frameworks},
        {"io/formats", below_formats},
        {"io/compare", below_compare},
        {"io/save", below_save},
        {"widgets/words", below_words},
        {"widgets", below_widgets},
        {"app", below_app},
    };
    return table;
}

/// Headers that the engine must not use: it prints nothing and knows no widget.
bool foreign_to_engine(std::string_view header)
{
    return header == "iostream" || header == "QDebug" || header.starts_with("QtGui") ||
           header.starts_with("QtWidgets") || header.starts_with("QWidget");
}

/// The module that a file belongs to, by the longest folder that has arrows; empty when none has.
std::string module_of(std::string_view path)
{
    while (!path.empty()) {
        const std::size_t slash = path.rfind('/');
        path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
        if (arrows().contains(path)) {
            return std::string(path);
        }
    }
    return {};
}

bool in_program(std::string_view path)
{
    return path.starts_with("io/") || path.starts_with("widgets/") || path.starts_with("app/");
}

struct Include {
    std::string header;
    bool quoted = false;
};

/// The #include of a line; an empty header when the line has none.
Include include_of(std::string_view line)
{
    const auto skip_blanks = [&] {
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    };
    const auto skip_word = [&](std::string_view word) {
        skip_blanks();
        if (!line.starts_with(word)) {
            return false;
        }
        line.remove_prefix(word.size());
        return true;
    };
    if (!skip_word("#") || !skip_word("include")) {
        return {};
    }
    skip_blanks();
    if (line.empty() || (line[0] != '"' && line[0] != '<')) {
        return {};
    }
    const std::size_t end = line.find(line[0] == '"' ? '"' : '>', 1);
    return {std::string(line.substr(1, end == std::string_view::npos ? end : end - 1)),
            line[0] == '"'};
}

class Checker {
public:
    explicit Checker(fs::path root) : m_root(std::move(root)) {}

    /// Every broken rule as "file:line: what".
    std::vector<std::string> run()
    {
        for (const char* folder : {"io", "widgets", "app", "tests", "resources"}) {
            if (fs::exists(m_root / folder)) {
                check_folder(m_root / folder);
            }
        }
        std::sort(m_problems.begin(), m_problems.end());
        return std::move(m_problems);
    }

    [[nodiscard]] std::size_t files() const { return m_files; }

private:
    void check_folder(const fs::path& folder)
    {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
            const std::string suffix = entry.path().extension().string();
            const bool cpp = suffix == ".cpp" || suffix == ".h";
            const bool other = suffix == ".py" || suffix == ".sh" || suffix == ".cmake" ||
                               entry.path().filename() == "CMakeLists.txt";
            if (entry.is_regular_file() && (cpp || other)) {
                check_file(entry.path(), cpp, suffix == ".h");
            }
        }
    }

    void check_file(const fs::path& file, bool cpp, bool header)
    {
        ++m_files;
        m_path = fs::relative(file, m_root).generic_string();
        std::ifstream stream(file);
        std::string text;
        bool licence = false;
        bool once = false;
        for (std::size_t line = 1; std::getline(stream, text); ++line) {
            licence = licence ||
                      (line <= 3 &&
                       text.find("SPDX-License-Identifier: GPL-3.0-or-later") != std::string::npos);
            once = once || text == "#pragma once";
            if (cpp) {
                check_include(include_of(text), line);
            }
        }
        if (!licence) {
            problem(1, "no SPDX-License-Identifier in the first three lines");
        }
        if (header && !once) {
            problem(1, "no #pragma once");
        }
    }

    void check_include(const Include& include, std::size_t line)
    {
        const std::string& header = include.header;
        if (header.empty()) {
            return;
        }
        if (header.starts_with("../") || header.find("/../") != std::string::npos) {
            problem(line, "include of a path upwards: " + header);
            return;
        }
        if (!in_program(m_path)) {
            return;
        }
        const std::string module = module_of(m_path);
        if (module.empty()) {
            problem(line, "a folder without arrows: " + m_path.substr(0, m_path.rfind('/')));
        } else if (in_program(header)) {
            check_arrow(module, include, line);
        } else if (include.quoted && !header.ends_with(".moc") && !header.starts_with("moc_")) {
            problem(line, "include that does not start at the root: " + header);
        } else if (m_path.starts_with("io/") && foreign_to_engine(header)) {
            problem(line, "the engine must not use " + header);
        }
    }

    void check_arrow(const std::string& module, const Include& include, std::size_t line)
    {
        const std::string target = module_of(include.header);
        if (!include.quoted) {
            problem(line, "our own header in angle brackets: " + include.header);
        } else if (target != module && !arrows().at(module).contains(target)) {
            problem(line, module + " must not include " + include.header);
        } else if (!fs::exists(m_root / include.header)) {
            problem(line, "no such header: " + include.header);
        }
    }

    void problem(std::size_t line, const std::string& what)
    {
        m_problems.push_back(m_path + ":" + std::to_string(line) + ": " + what);
    }

    fs::path m_root;
    std::string m_path;
    std::vector<std::string> m_problems;
    std::size_t m_files = 0;
};

struct Seed {
    const char* path;
    const char* text;    ///< after the SPDX line
    const char* problem; ///< what must be said about it; null: nothing
};

/// A tree with one broken rule a file, and some files that keep them all.
constexpr Seed seeds[] = {
    {"io/base/good.h", "#pragma once\n#include <string>\n", nullptr},
    {"io/model/good.h", "#pragma once\n#include \"io/base/good.h\"\n", nullptr},
    {"io/formats/good.cpp", "#include \"io/base/good.h\"\n#include \"io/model/good.h\"\n", nullptr},
    {"app/window/good.cpp", "#include \"io/model/good.h\"\n#include \"good.moc\"\n", nullptr},
    {"widgets/words/good.h", "#pragma once\n#include \"io/model/good.h\"\n", nullptr},
    {"widgets/good.h", "#pragma once\n#include \"widgets/words/good.h\"\n", nullptr},
    {"tests/unit/good.cpp", "#include \"io/model/good.h\"\n#include \"helper.h\"\n", nullptr},
    {"io/base/upward_arrow.cpp", "#include \"io/model/good.h\"\n",
     "2: io/base must not include io/model/good.h"},
    {"io/analysis/formats_arrow.cpp", "\n  #  include \"io/formats/good.h\"\n",
     "3: io/analysis must not include io/formats/good.h"},
    {"io/model/widget_arrow.cpp", "#include \"widgets/good.h\"\n",
     "2: io/model must not include widgets/good.h"},
    {"widgets/formats_arrow.cpp", "#include \"io/formats/good.h\"\n",
     "2: widgets must not include io/formats/good.h"},
    {"widgets/words/widgets_arrow.cpp", "#include \"widgets/good.h\"\n",
     "2: widgets/words must not include widgets/good.h"},
    {"io/sklearn/sideways_arrow.cpp", "#include \"io/keras/good.h\"\n",
     "2: io/sklearn must not include io/keras/good.h"},
    {"io/base/dots.cpp", "#include \"../model/good.h\"\n",
     "2: include of a path upwards: ../model/good.h"},
    {"tests/unit/dots.cpp", "#include \"../helper.h\"\n",
     "2: include of a path upwards: ../helper.h"},
    {"io/base/inner_dots.cpp", "#include \"io/base/../model/good.h\"\n",
     "2: include of a path upwards: io/base/../model/good.h"},
    {"io/base/not_from_root.cpp", "#include \"good.h\"\n",
     "2: include that does not start at the root: good.h"},
    {"io/model/brackets.cpp", "#include <io/base/good.h>\n",
     "2: our own header in angle brackets: io/base/good.h"},
    {"io/model/missing.cpp", "#include \"io/base/missing.h\"\n",
     "2: no such header: io/base/missing.h"},
    {"io/model/prints.cpp", "#include <iostream>\n", "2: the engine must not use iostream"},
    {"io/utils/no_arrows.cpp", "#include <string>\n", "2: a folder without arrows: io/utils"},
    {"io/base/not_once.h", "#include <string>\n", "1: no #pragma once"},
};

int self_test()
{
    const fs::path root =
        fs::temp_directory_path() / ("include_arrows_" + std::to_string(std::random_device()()));
    std::set<std::string> expected;
    const auto write = [&](const char* path, const std::string& text) {
        fs::create_directories((root / path).parent_path());
        std::ofstream(root / path) << text;
    };
    for (const Seed& seed : seeds) {
        write(seed.path, std::string("// SPDX-License-Identifier: GPL-3.0-or-later\n") + seed.text);
        if (seed.problem) {
            expected.insert(std::string(seed.path) + ":" + seed.problem);
        }
    }
    for (const char* path : {"io/base/no_licence.cpp", "tests/no_licence.py"}) {
        write(path, "\n");
        expected.insert(std::string(path) +
                        ":1: no SPDX-License-Identifier in the first three lines");
    }
    const std::vector<std::string> found = Checker(root).run();
    fs::remove_all(root);

    int status = 0;
    for (const std::string& problem : found) {
        if (expected.erase(problem) == 0) {
            std::cout << "not expected: " << problem << '\n';
            status = 1;
        }
    }
    for (const std::string& problem : expected) {
        std::cout << "not noticed: " << problem << '\n';
        status = 1;
    }
    return status;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: include_arrows ROOT | --self-test\n";
        return 2;
    }
    if (std::string_view(argv[1]) == "--self-test") {
        return self_test();
    }
    Checker checker(argv[1]);
    const std::vector<std::string> problems = checker.run();
    for (const std::string& problem : problems) {
        std::cout << problem << '\n';
    }
    if (checker.files() == 0) {
        std::cout << "no sources under " << argv[1] << '\n';
        return 1;
    }
    return problems.empty() ? 0 : 1;
}
