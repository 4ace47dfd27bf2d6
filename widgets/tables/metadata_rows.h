// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"
#include "widgets/words/value_form.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace strata {

/// What a person typed for an entry and cannot be read as its value.
struct Draft {
    QString text;
    Error error;
};
/// By the key that an entry has now.
using Drafts = QHash<QString, Draft>;

/// An entry as it will be, beside what it is in the file.
struct MetadataRow {
    enum class State { Same, Edited, Added, Removed, Renamed };

    MetadataEntry entry; ///< of a removed one: as it was
    State state = State::Same;
    std::optional<MetadataEntry> before; ///< where it differs: Edited, Renamed
    std::optional<Draft> draft;

    /// How its value is typed: as the file has it, unless it was given another type.
    [[nodiscard]] words::ValueForm form() const;
};

/// The entries of a document with edits laid over them: changed, removed and renamed ones in their
/// places, what is added at the end. Estimators' hyper-parameters, which the report lists among
/// them, are left out: the page Configuration has them.
[[nodiscard]] QList<MetadataRow> metadata_rows(const Document& document, const Edits& edits,
                                               const Drafts& drafts);

/// Which of a document's entries are shown, by their places.
[[nodiscard]] QList<std::size_t> metadata_places(const Document& document);

/// "/model_weights@" of "/model_weights@backend": what is left of a key without the entry's own name.
[[nodiscard]] std::string key_prefix(const MetadataEntry& entry);

} // namespace strata
