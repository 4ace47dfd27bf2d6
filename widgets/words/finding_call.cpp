// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/finding_call.h"

#include "widgets/words/one_line.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <algorithm>

namespace strata::words {

namespace {

constexpr std::uint32_t most_arguments = 20;
constexpr qsizetype longest_text = 4000;

/// A child by its name; none where there is no such child.
NodeId child_named(const Tree& tree, NodeId node, std::string_view name)
{
    for (std::uint32_t i = 0; i < tree.node(node).child_count; ++i) {
        if (tree.name(tree.child(node, i)) == name)
            return tree.child(node, i);
    }
    return NodeId::none;
}

/// A value as code, a container only by what it is.
QString argument_text(const Tree& tree, NodeId node)
{
    const QString detail = one_line(tree.detail(node), longest_text);
    if (tree.node(node).child_count == 0 && !detail.isEmpty())
        return detail;
    const QString type = one_line(tree.type(node), 200);
    return detail.isEmpty() ? type : type + QStringLiteral(": ") + detail;
}

} // namespace

std::optional<std::string> called_name(const Document& document, const Finding& finding)
{
    if (finding.category != Category::Security || finding.file_node == NodeId::none ||
        child_named(document.file, finding.file_node, "arguments") == NodeId::none)
        return std::nullopt;
    const std::string_view name = finding.fact("name");
    return std::string(name.empty() ? document.file.type(finding.file_node) : name);
}

QString call_text(const Document& document, const Finding& finding)
{
    if (finding.category != Category::Security)
        return {};
    // Inside other data nothing has a row.
    if (finding.file_node == NodeId::none)
        return one_line(finding.fact("call"), longest_text);
    const Tree& tree = document.file;
    const NodeId arguments = child_named(tree, finding.file_node, "arguments");
    if (arguments == NodeId::none)
        return {};
    QStringList parts;
    const std::uint32_t count = tree.node(arguments).child_count;
    for (std::uint32_t i = 0; i < std::min(count, most_arguments); ++i)
        parts.append(argument_text(tree, tree.child(arguments, i)));
    if (count > most_arguments)
        parts.append(QString(QChar(0x2026)));
    return one_line(*called_name(document, finding), 400) + QLatin1Char('(') +
           parts.join(QStringLiteral(", ")) + QLatin1Char(')');
}

QString call_effect(const Finding& finding)
{
    const std::string_view name = finding.fact("name");
    const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    const QString shown = one_line(name, 400);
    if (is_one_of({"os.system", "posix.system", "nt.system", "os.popen", "subprocess.getoutput",
                   "subprocess.getstatusoutput", "commands.getoutput", "commands.getstatusoutput"}))
        return translate("%1 hands its text to the shell.").arg(shown);
    if (is_one_of({"builtins.eval", "builtins.exec", "__builtin__.eval", "__builtin__.exec"}))
        return translate("%1 runs its text as Python.").arg(shown);
    if (is_one_of({"subprocess.Popen", "subprocess.call", "subprocess.run", "subprocess.check_call",
                   "subprocess.check_output"}))
        return translate("%1 starts the program that it is given.").arg(shown);
    return {};
}

} // namespace strata::words
