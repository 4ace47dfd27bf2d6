// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/json_slip.h"

#include "widgets/words/json_tokens.h"
#include "widgets/words/number_words.h"
#include "widgets/words/one_line.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <vector>

namespace strata::words {

namespace {

using Kind = JsonToken::Kind;

/// What may come next (RFC 8259).
enum class Wanted { Value, ItemOrEnd, NameOrEnd, Name, Colon, CommaOrEnd, Nothing };

bool begins_value(Kind kind)
{
    return kind == Kind::Text || kind == Kind::Number || kind == Kind::Word || kind == Kind::Open ||
           kind == Kind::OtherQuotes;
}

/// Follows the tokens with the brackets that are open.
class SlipFinder {
public:
    explicit SlipFinder(std::string_view text) : m_text(text) {}

    std::optional<JsonSlip> find()
    {
        for (;;) {
            const JsonToken token = next_json_token(m_text, m_last.end);
            if (token.kind == Kind::End)
                return atEnd(token);
            if (token.kind == Kind::Comment)
                return slip(token, translate("JSON has no comments: take this one away."));
            if (auto found = take(token))
                return found;
            m_last = token;
        }
    }

private:
    static JsonSlip slip(const JsonToken& token, const QString& words)
    {
        return {token.begin, token.end, words};
    }

    [[nodiscard]] QString line(std::size_t offset) const
    {
        const auto before = m_text.substr(0, std::min(offset, m_text.size()));
        return count(static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) +
                     1);
    }

    [[nodiscard]] QString letters(const JsonToken& token) const
    {
        return one_line(m_text.substr(token.begin, token.end - token.begin), longest_quoted);
    }

    [[nodiscard]] bool inObject() const
    {
        return !m_open.empty() && m_text[m_open.back().begin] == '{';
    }

    std::optional<JsonSlip> take(const JsonToken& token)
    {
        switch (m_wanted) {
        case Wanted::Value:
        case Wanted::ItemOrEnd:
            return takeValue(token);
        case Wanted::NameOrEnd:
        case Wanted::Name:
            return takeName(token);
        case Wanted::Colon:
            if (token.kind != Kind::Colon)
                return token.kind == Kind::Other
                           ? slip(token, translate("A colon belongs between a name and its value."))
                           : slip(m_last, translate("A colon is missing after this name."));
            m_wanted = Wanted::Value;
            return std::nullopt;
        case Wanted::CommaOrEnd:
            return takeComma(token);
        case Wanted::Nothing:
            return slip(token,
                        token.kind == Kind::Close
                            ? translate("This bracket closes nothing: take it away.")
                            : translate("The JSON ends before this: take away what follows."));
        }
        return std::nullopt;
    }

    void afterValue() { m_wanted = m_open.empty() ? Wanted::Nothing : Wanted::CommaOrEnd; }

    std::optional<JsonSlip> takeValue(const JsonToken& token)
    {
        switch (token.kind) {
        case Kind::Open:
            m_open.push_back(token);
            m_wanted = m_text[token.begin] == '{' ? Wanted::NameOrEnd : Wanted::ItemOrEnd;
            return std::nullopt;
        case Kind::Close:
            return m_wanted == Wanted::ItemOrEnd ? takeEnd(token) : endTooEarly(token);
        case Kind::Comma:
            return slip(token, m_last.kind == Kind::Comma
                                   ? translate("One comma too many: take it away.")
                                   : translate("A value is missing before this comma."));
        case Kind::Colon:
            return slip(token, m_last.kind == Kind::Colon
                                   ? translate("One colon too many: take it away.")
                                   : translate("A name is missing before this colon."));
        case Kind::Text:
        case Kind::Number:
        case Kind::Word:
            if (const QString wrong = json_token_fault(m_text, token); !wrong.isEmpty())
                return slip(token, wrong);
            afterValue();
            return std::nullopt;
        case Kind::OtherQuotes:
            return slip(token, translate("A text needs straight double quotes: \"…\"."));
        default:
            return slip(token, translate("A value is missing before %1.").arg(letters(token)));
        }
    }

    std::optional<JsonSlip> takeName(const JsonToken& token)
    {
        switch (token.kind) {
        case Kind::Text:
            if (const QString wrong = json_token_fault(m_text, token); !wrong.isEmpty())
                return slip(token, wrong);
            m_wanted = Wanted::Colon;
            return std::nullopt;
        case Kind::Close:
            return m_wanted == Wanted::NameOrEnd ? takeEnd(token) : endTooEarly(token);
        case Kind::Number:
        case Kind::Word:
            return slip(token,
                        translate("A name needs double quotes: \"%1\".").arg(letters(token)));
        case Kind::OtherQuotes:
            return slip(token, translate("A name needs straight double quotes: \"…\"."));
        case Kind::Open:
            return slip(token, translate("A name and a colon are missing before this bracket."));
        case Kind::Comma:
            return slip(token,
                        m_last.kind == Kind::Comma
                            ? translate("One comma too many: take it away.")
                            : translate("A name and its value are missing before this comma."));
        case Kind::Colon:
            return slip(token, translate("A name is missing before this colon."));
        default:
            return slip(token, translate("A name is missing before %1.").arg(letters(token)));
        }
    }

    std::optional<JsonSlip> takeComma(const JsonToken& token)
    {
        if (token.kind == Kind::Close)
            return takeEnd(token);
        if (token.kind == Kind::Comma) {
            m_wanted = inObject() ? Wanted::Name : Wanted::Value;
            return std::nullopt;
        }
        if (token.kind == Kind::Colon)
            return slip(token, inObject()
                                   ? translate("A colon follows a name, not a value: is the comma "
                                               "missing that ends the value?")
                                   : translate("Names belong into { }: is the [ of line %1 closed?")
                                         .arg(line(m_open.back().begin)));
        if (!begins_value(token.kind))
            return slip(token, translate("A comma is wanted, not %1.").arg(letters(token)));
        if (m_last.kind == Kind::Text && m_last.end == token.begin)
            return slip(token, translate("The text ends before this: a double quote within a text "
                                         "is written \\\"."));
        return slip(token, commaMissing(token));
    }

    [[nodiscard]] QString commaMissing(const JsonToken& token) const
    {
        const QString what = inObject() && token.kind == Kind::Text
                                 ? translate("A comma is missing before this name")
                                 : translate("A comma is missing before this value");
        const QString last = line(m_last.end);
        if (last == line(token.begin))
            return what + QLatin1Char('.');
        return translate("%1: add it at the end of line %2.").arg(what, last);
    }

    std::optional<JsonSlip> takeEnd(const JsonToken& token)
    {
        const bool fits = m_text[token.begin] == (inObject() ? '}' : ']');
        if (!fits)
            return slip(
                token, translate("This %1 does not close the %2 of line %3.")
                           .arg(letters(token), letters(m_open.back()), line(m_open.back().begin)));
        m_open.pop_back();
        afterValue();
        return std::nullopt;
    }

    /// A bracket closes where a name or a value was still to come.
    std::optional<JsonSlip> endTooEarly(const JsonToken& token) const
    {
        if (m_open.empty())
            return slip(token, translate("This bracket closes nothing: take it away."));
        return m_last.kind == Kind::Comma
                   ? slip(m_last, translate("Nothing follows this comma: take it away."))
                   : slip(token, translate("A value is missing before this bracket."));
    }

    [[nodiscard]] std::optional<JsonSlip> atEnd(const JsonToken& token) const
    {
        if (m_wanted == Wanted::Nothing)
            return std::nullopt;
        if (m_open.empty())
            return slip(token, translate("A value is missing: the text is empty."));
        return slip(m_open.back(),
                    inObject() ? translate("This bracket is never closed: its } is missing.")
                               : translate("This bracket is never closed: its ] is missing."));
    }

    std::string_view m_text;
    std::vector<JsonToken> m_open; ///< brackets
    JsonToken m_last;
    Wanted m_wanted = Wanted::Value;
};

} // namespace

std::optional<JsonSlip> find_json_slip(std::string_view text)
{
    return SlipFinder(text).find();
}

} // namespace strata::words
