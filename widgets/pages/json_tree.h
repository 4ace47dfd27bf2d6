// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/value_tree_model.h"

#include <QTreeView>

#include <memory>

namespace strata {

/// A JSON text as a tree of names, values and types. What is neither an object nor a list is edited
/// in its cell; the rest of the text stays as it is written.
class JsonTree : public QTreeView {
    Q_OBJECT

public:
    explicit JsonTree(QWidget* parent = nullptr);

    /// Whether a text is an object or a list that can be shown.
    [[nodiscard]] static bool canShow(const QString& json);
    /// `before`: the text in the file, where it is another one. `document`: that it belongs to.
    void setJson(std::shared_ptr<const Document> document, const QString& json,
                 const QString& before, bool editable);

Q_SIGNALS:
    /// The text with one value replaced.
    void edited(const QString& json);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] EditedValue stateOf(const ValueTreeModel::Path& path) const;
    void take(const ValueTreeModel::Path& path, const QString& text);
    void fitColumns();

    QString m_json;
    Value m_value; ///< the rows point into it
    Value m_before;
    bool m_editable = false;
    ValueTreeModel* m_model;
};

} // namespace strata
