// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/value_types.h"

#include "widgets/words/value_form.h"

namespace strata::words {

QList<std::pair<QString, Value>> sample_values()
{
    return {{QStringLiteral("str"), Value::text({})},
            {QStringLiteral("int"), Value::integer(0)},
            {QStringLiteral("float"), Value::real(0)},
            {QStringLiteral("bool"), Value::boolean(false)},
            {QStringLiteral("NoneType"), Value()},
            {QStringLiteral("list"), Value::sequence(Value::Kind::List, {Value::text({})})},
            {QStringLiteral("dict"), Value::dict({})},
            {QStringLiteral("tuple"), Value::sequence(Value::Kind::Tuple, {})}};
}

Value converted(const QString& text, const std::string& type)
{
    if (auto value = ValueForm(type).read(text))
        return *std::move(value);
    for (const auto& [name, sample] : sample_values()) {
        if (name.toStdString() == type)
            return sample;
    }
    return Value();
}

} // namespace strata::words
