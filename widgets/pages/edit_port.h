// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/edits.h"

#include <optional>

namespace strata {

/// Where pages hand in what a person changes: whoever keeps the edits of the document carries it
/// out, or answers why not (BadArgument with the reason in `detail`). What is refused changes
/// nothing.
class EditPort {
public:
    EditPort() = default;
    EditPort(const EditPort&) = delete;
    EditPort& operator=(const EditPort&) = delete;
    virtual ~EditPort() = default;

    [[nodiscard]] virtual const Edits& edits() const = 0;
    /// Why nothing of the document can be edited.
    [[nodiscard]] virtual const std::optional<Error>& obstacle() const = 0;
    /// Whether a setting is one that can be changed, to whatever value its framework takes; false
    /// also where nobody knows before a value is tried.
    [[nodiscard]] virtual bool canSet(const std::string& key) const = 0;
    /// What set(), or add() of a key that there is none of, would answer.
    [[nodiscard]] virtual Result<void> check(const std::string& key, const Value& value) const = 0;
    /// `typing`: changes of one number follow each other while one text is typed, and are undone
    /// together; 0 stands alone.
    virtual Result<void> set(const std::string& key, Value value, int typing) = 0;
    virtual Result<void> add(const std::string& key, Value value) = 0;
    virtual Result<void> remove(const std::string& key) = 0;
    virtual Result<void> rename(const std::string& key, const std::string& to) = 0;
    virtual void revert(const std::string& key) = 0;
    /// How many entries of one page have a text that cannot be read: nothing is saved before there
    /// are none.
    virtual void setUnread(const void* page, int entries) = 0;
};

} // namespace strata
