// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "io/model/json_edit.h"
#include "widgets/tables/roles.h"

#include <QAbstractItemModel>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace strata {

/// What is said of a value that can be edited, beside it.
struct EditedValue {
    std::optional<Value> before; ///< where it is another than in the file
    QString draft;               ///< a text that cannot be read as the value
    QString problem;             ///< why not; empty: there is no draft
    QString obstacle;            ///< why it cannot be edited; empty when it can
    QString text;                ///< to edit
    QStringList choices;         ///< all that it can be; empty: any text
};

/// Named values with what is inside them, as a tree of name, value and type. The values belong to a
/// document, which the model keeps alive, or to who sets them. What is typed into a cell is handed on:
/// the model changes nothing itself.
class ValueTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, TypeColumn };
    /// From the top to a value: keys of dicts, positions in lists.
    using Path = std::vector<JsonStep>;
    using Edited = std::function<EditedValue(const Path&)>;

    explicit ValueTreeModel(QObject* parent = nullptr);

    /// Asked of rows on screen only. Without it nothing can be edited.
    void setEdited(Edited edited) { m_edited = std::move(edited); }
    [[nodiscard]] Path path(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex find(const Path& path, int column = NameColumn) const;
    /// What is said beside the values is another than before.
    void retell();

    void setValues(std::shared_ptr<const Document> document, const NamedValues& values);
    /// The entries of one value, such as a layer's configuration.
    void setValue(std::shared_ptr<const Document> document, const Value& value);

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    void valueTyped(const QModelIndex& index, const QString& text);

private:
    struct Row {
        JsonStep step;
        QString name;
        const Value* value = nullptr;
        int parent = 0;
        int first_child = 0;
        int child_count = 0;
        int place = 0; ///< among its siblings
    };

    using Rows = std::vector<Row>;

    void addChild(int parent, JsonStep step, QString name, const Value& value);
    void finish(std::shared_ptr<const Document> document, const Rows& before);
    [[nodiscard]] EditedValue edited(const QModelIndex& index) const;
    [[nodiscard]] QVariant editedData(const QModelIndex& index, int role) const;
    [[nodiscard]] QVariant toolTip(const QModelIndex& index) const;
    void addChildrenOf(int row);
    void fill();

    std::shared_ptr<const Document> m_document;
    Edited m_edited;
    Rows m_rows; ///< [0] is the invisible root; breadth first
};

} // namespace strata
