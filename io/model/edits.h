// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/document.h"

#include <string>
#include <string_view>
#include <vector>

namespace strata {

/// A pending change of one metadata entry. Its key is MetadataEntry::key.
struct Edit {
    enum class Kind : std::uint8_t {
        Set,
        Add,
        Remove,
        SetScalar, ///< of an array without axes that repeats an edited setting; `key` is its file path
    };
    Kind kind = Kind::Set;
    std::string key;
    Value value;      ///< Set, Add, SetScalar
    std::string from; ///< Add: the key that the entry had before it was renamed; empty: it is new
    bool operator==(const Edit&) const = default;
};

/// Changes laid over a document that itself never changes. A value: an undo step is the one before.
/// At most one Edit for each key, in the order in which the keys were first touched.
class Edits {
public:
    /// Gives an entry a value; the value that it has in the document takes the edit back.
    /// NoSuchItem when neither the document nor an edit has the key.
    Result<void> set(const Document& document, const std::string& key, Value value);
    /// BadArgument when the key is taken.
    Result<void> add(const Document& document, const std::string& key, Value value);
    Result<void> remove(const Document& document, const std::string& key);
    /// NoSuchItem, or BadArgument when the new key is taken. The value stays.
    Result<void> rename(const Document& document, const std::string& key, const std::string& to);
    /// For prepare_edits(): an array without axes gets a value, too.
    void set_scalar(const std::string& file_path, Value value);
    /// Takes back what was done to one key, and the other half of a renaming.
    void revert(const std::string& key);

    [[nodiscard]] bool empty() const { return m_edits.empty(); }
    [[nodiscard]] const std::vector<Edit>& list() const { return m_edits; }
    /// Null when nothing was done to the key.
    [[nodiscard]] const Edit* find(std::string_view key) const;
    bool operator==(const Edits&) const = default;

private:
    void put(Edit edit);
    void drop(std::string_view key);

    std::vector<Edit> m_edits;
};

/// Something that an edit brings and a person is told, though it can be made.
struct EditWarning {
    std::string key;
    std::string_view rule;                                  ///< one of edit_rules
    std::vector<std::pair<std::string, std::string>> facts; ///< by name; those of the rule
};

namespace edit_rules {
/// The class has no such parameter: nothing reads the new attribute. class.
inline constexpr std::string_view new_attribute = "edit-new-attribute";
/// scikit-learn refuses the value once the estimator is fitted again. class, name, taken, version.
inline constexpr std::string_view refused_by_fit = "edit-refused-by-fit";
/// Several features would have one name. name.
inline constexpr std::string_view repeated_feature = "edit-repeated-feature";
/// A rate below zero, which trains away from the goal.
inline constexpr std::string_view negative_rate = "edit-negative-rate";
} // namespace edit_rules

/// The entry of a key: one of the document's metadata, or a setting of a layer
/// ("layers/dense@units"), of the optimizer ("optimizer@learning_rate") or of the training
/// ("training@loss"), whose `where` is then the place that holds all of them.
[[nodiscard]] std::optional<MetadataEntry> find_entry(const Document& document,
                                                      std::string_view key);

/// The settings that find_entry() knows beside the metadata: of layers, optimizer and training, in
/// the file's order.
[[nodiscard]] std::vector<MetadataEntry> setting_entries(const Document& document);

/// The metadata as it will be: changed values in their places, what is added at the end.
[[nodiscard]] std::vector<MetadataEntry> edited_metadata(const Document& document,
                                                         const Edits& edits);

/// Whether two values are the same to a person who wrote one and reads the other: equal, or both
/// not a number; what Value cut of a long text is not looked at.
[[nodiscard]] bool same_value(const Value& left, const Value& right);

} // namespace strata
