// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/name_table.h"

#include "io/model/utf8.h"
#include "io/pickle/checked_calls.h"
#include "io/pickle/exhausting_calls.h"
#include "io/pickle/joblib.h"
#include "io/pickle/python2_names.h"

namespace strata::pickle {

namespace {

NameMeaning meaning_of(const std::string& name)
{
    if (name == "copyreg._reconstructor" || name == "copyreg.__newobj__" ||
        name == "copyreg.__newobj_ex__")
        return NameMeaning::MakesClassOfFirstArgument;
    if (is_inline_wrapper_name(name))
        return NameMeaning::InlineWrapper;
    if (is_file_wrapper_name(name))
        return NameMeaning::FileWrapper;
    if (name == "torch._tensor._rebuild_from_type_v2" || name == "torch.tensor._rebuild_from_type")
        return NameMeaning::CallsFirstArgument;
    if (name == "dill._dill._create_array")
        return NameMeaning::CallsFirstAndMatters;
    if (arguments_matter(name))
        return NameMeaning::ArgumentsMatter;
    return NameMeaning::Ordinary;
}

} // namespace

GlobalId NameTable::intern(std::string_view raw_module, std::string_view raw_name)
{
    m_key.assign(raw_module);
    m_key += '\n';
    m_key += raw_name;
    const auto [entry, is_new] = m_ids.try_emplace(m_key);
    if (!is_new)
        return entry->second;
    const ModuleAndName renamed = python3_name(raw_module, raw_name);
    GlobalName name{to_valid_utf8(renamed.module), to_valid_utf8(renamed.name),
                    to_valid_utf8(raw_module), to_valid_utf8(raw_name)};
    NameCounts counts;
    const std::string qualified = name.qualified();
    counts.meaning = meaning_of(qualified);
    counts.says_size = says_size(qualified);
    counts.returns_shared = returns_shared(qualified);
    m_counts.push_back(counts);
    entry->second = m_builder.add_name(std::move(name));
    return entry->second;
}

const GlobalName& NameTable::name(GlobalId id) const
{
    return m_builder.graph().globals()[static_cast<std::size_t>(id)];
}

} // namespace strata::pickle
