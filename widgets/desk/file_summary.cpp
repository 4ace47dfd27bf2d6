// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/file_summary.h"

#include "widgets/theme/icons.h"
#include "widgets/tree/tree_model.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/strip_words.h"
#include "widgets/words/verdict_words.h"

namespace strata {

namespace {

VerdictMark make_mark(const QString& word, const char* icon_name, IconInk ink)
{
    return {word.toLower(), QString::fromLatin1(icon_name), static_cast<int>(ink)};
}

} // namespace

QString document_icon(const Document& document)
{
    const Tree& tree = document.main_tree();
    return tree.empty() ? QStringLiteral("node-object")
                        : node_icon(document, tree.node(tree.child(Tree::root, 0)));
}

FileSummary summarize(const Document& document)
{
    FileSummary summary;
    summary.icon = document_icon(document);
    summary.framework = document.format.framework.empty() ? words::container_text(document)
                                                          : words::framework_text(document.format);
    summary.parameters = document.identity.parameters.total;
    summary.bytes = document.bytes;
    summary.verdict = document.verdict;
    return summary;
}

VerdictMark mark_of(const Verdict& verdict)
{
    if (verdict.trust == Trust::Dangerous)
        return make_mark(words::trust_word(verdict), "shield-danger", IconInk::Error);
    if (verdict.integrity == Integrity::Incomplete)
        return make_mark(words::integrity_word(verdict.integrity), "error", IconInk::Error);
    if (verdict.integrity == Integrity::Ambiguous)
        return make_mark(words::integrity_word(verdict.integrity), "warning", IconInk::Warning);
    if (verdict.trust == Trust::Review)
        return make_mark(words::trust_word(verdict), "shield-review", IconInk::Warning);
    return {};
}

} // namespace strata
