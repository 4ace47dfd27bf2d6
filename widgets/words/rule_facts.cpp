// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_facts.h"

#include "widgets/words/fact_template.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <iterator>

namespace strata::words {

namespace {

/// A sentence for each value that a fact may have.
struct Choice {
    std::string_view value;
    const char* sentence;
};

template <std::size_t size> QString choose(const Choice (&choices)[size], std::string_view value)
{
    const auto* const found = std::find_if(std::begin(choices), std::end(choices),
                                           [&](const Choice& c) { return c.value == value; });
    return translate((found == std::end(choices) ? choices[0] : *found).sentence);
}

constexpr Choice consequences[] = {
    {"", QT_TRANSLATE_NOOP("words", "reaches the system")},
    {"process", QT_TRANSLATE_NOOP("words", "starts other programs")},
    {"code", QT_TRANSLATE_NOOP("words", "runs code that the file brings along")},
    {"import", QT_TRANSLATE_NOOP("words", "imports modules of the file's choosing")},
    {"file", QT_TRANSLATE_NOOP("words", "opens or changes files")},
    {"network", QT_TRANSLATE_NOOP("words", "connects to the network")},
    {"loader", QT_TRANSLATE_NOOP("words", "loads further pickles or libraries")},
    {"attribute", QT_TRANSLATE_NOOP("words", "reaches into any object of the program")},
    {"package", QT_TRANSLATE_NOOP("words", "installs packages")},
    {"native", QT_TRANSLATE_NOOP("words", "runs machine code")},
    {"memory", QT_TRANSLATE_NOOP("words", "reads or writes raw memory")},
    {"environment", QT_TRANSLATE_NOOP("words", "reads or changes the program's environment")},
};

constexpr Choice dangerous[] = {
    {"imported", QT_TRANSLATE_NOOP("words", "Names {name}, which %1")},
    {"called", QT_TRANSLATE_NOOP("words", "Calls {name} when it is loaded, which %1")},
    {"built", QT_TRANSLATE_NOOP("words", "Changes {name} when it is loaded, which %1")},
};

constexpr Choice unlisted[] = {
    {"imported",
     QT_TRANSLATE_NOOP("words", "Names {name}, which is on no list[ ({#count} times)]")},
    {"called", QT_TRANSLATE_NOOP("words", "Calls {name} when it is loaded, which is on no list[ "
                                          "({#count} times)]")},
    {"built", QT_TRANSLATE_NOOP("words", "Restores objects of {name}, which is on no list[ "
                                         "({#count} times)]")},
};

constexpr Choice unlisted_uses[] = {
    {"imported", QT_TRANSLATE_NOOP("words", "Names {name} in an unusual way")},
    {"called", QT_TRANSLATE_NOOP("words", "Calls {name}, which pickles of its library only name")},
    {"built", QT_TRANSLATE_NOOP("words", "Changes {name} itself when it is loaded")},
};

constexpr Choice operands[] = {
    {"", QT_TRANSLATE_NOOP("words", "Instruction {opcode} cannot be carried out")},
    {"stack", QT_TRANSLATE_NOOP("words", "Instruction {opcode} finds nothing on the stack")},
    {"mark", QT_TRANSLATE_NOOP("words", "Instruction {opcode} finds no mark on the stack")},
    {"memo", QT_TRANSLATE_NOOP("words", "Instruction {opcode} refers to something never stored")},
    {"operand", QT_TRANSLATE_NOOP("words", "Instruction {opcode} is given the wrong kind of "
                                           "object")},
};

constexpr Choice frames[] = {
    {"", QT_TRANSLATE_NOOP("words", "A frame does not fit its content")},
    {"straddle", QT_TRANSLATE_NOOP("words", "An instruction crosses the end of its frame")},
    {"nested", QT_TRANSLATE_NOOP("words", "A frame starts inside another frame")},
    {"end", QT_TRANSLATE_NOOP("words", "A frame claims to go on past the end of the file")},
};

constexpr Choice nested[] = {
    {"", QT_TRANSLATE_NOOP("words", "Holds another pickle[ of {#bytes|byte|bytes}]")},
    {"base64", QT_TRANSLATE_NOOP("words", "Holds another pickle[ of {#bytes|byte|bytes}], written "
                                          "as base64 text")},
    {"hex", QT_TRANSLATE_NOOP("words", "Holds another pickle[ of {#bytes|byte|bytes}], written as "
                                       "hexadecimal text")},
};

constexpr Choice extra_bytes[] = {
    {"", QT_TRANSLATE_NOOP("words", "{#bytes|byte|bytes} of the archive belong to no member")},
    {"start", QT_TRANSLATE_NOOP("words", "{#bytes|byte stands|bytes stand} before the archive")},
    {"between", QT_TRANSLATE_NOOP("words", "{#bytes|byte|bytes} between members belong to none")},
    {"end", QT_TRANSLATE_NOOP("words", "{#bytes|byte follows|bytes follow} the archive")},
};

/// Where one finding stands for several arrays.
constexpr Choice several_arrays[] = {
    {"values-nan", QT_TRANSLATE_NOOP("words", "{#arrays|array holds|arrays hold} NaN: {#nan} of "
                                              "their {#count|value|values}")},
    {"values-infinite",
     QT_TRANSLATE_NOOP("words", "{#arrays|array holds|arrays hold} infinities: {#infinite} of "
                                "their {#count|value|values}")},
    {"values-all-zero",
     QT_TRANSLATE_NOOP("words", "{#arrays|array is|arrays are} all zero, {#count|value|values}")},
    {"values-constant", QT_TRANSLATE_NOOP("words", "{#arrays|array is|arrays are} constant, "
                                                   "{#count|value|values}")},
};

constexpr Choice custom_kinds[] = {
    {"", QT_TRANSLATE_NOOP("words", "Keras does not have {name}")},
    {"layer", QT_TRANSLATE_NOOP("words", "{name} is a layer that Keras does not have")},
    {"model", QT_TRANSLATE_NOOP("words", "{name} is a model that Keras does not have")},
    {"function", QT_TRANSLATE_NOOP("words", "{name} is a function that Keras does not have")},
    {"class", QT_TRANSLATE_NOOP("words", "{name} is a class that Keras does not have")},
    {"optimizer", QT_TRANSLATE_NOOP("words", "{name} is an optimizer that Keras does not have")},
};

/// A count of 1 is not worth a word: "[({#count} times)]" then falls away.
Finding without_single_count(Finding finding)
{
    std::erase_if(finding.facts, [](const auto& fact) {
        return fact.first == "count" && (fact.second == "1" || fact.second == "0");
    });
    return finding;
}

QString sentence_by_facts(const Finding& finding)
{
    if (finding.rule == "pickle-dangerous-global")
        return choose(dangerous, finding.fact("role")).arg(consequence(finding));
    if (finding.rule == "pickle-unlisted-global")
        return choose(unlisted, finding.fact("role"));
    if (finding.rule == "pickle-unlisted-use" && finding.fact("what") == "shared")
        return translate("Changes what {name} returns, which the whole program shares");
    if (finding.rule == "pickle-unlisted-use")
        return finding.fact("what") == "arguments"
                   ? translate("Calls {name} with other arguments than libraries do")
                   : choose(unlisted_uses, finding.fact("role"));
    if (finding.rule == "pickle-bad-operand")
        return choose(operands, finding.fact("what"));
    if (finding.rule == "pickle-frame-mismatch")
        return choose(frames, finding.fact("what"));
    if (finding.rule == "pickle-nested-pickle")
        return choose(nested, finding.fact("encoding"));
    if (finding.rule == "zip-extra-bytes")
        return choose(extra_bytes, finding.fact("where"));
    if (finding.rule.starts_with("values-") && !finding.fact("arrays").empty())
        return choose(several_arrays, finding.rule);
    if (finding.rule == "keras-custom-object")
        return choose(custom_kinds, finding.fact("kind"));
    return {};
}

} // namespace

QString message_by_facts(const Finding& finding)
{
    const QString sentence = sentence_by_facts(finding);
    return sentence.isEmpty() ? sentence : fill_facts(sentence, without_single_count(finding));
}

QString consequence(const Finding& finding)
{
    return choose(consequences, finding.fact("why"));
}

} // namespace strata::words
