// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/roles.h"
#include "widgets/tables/row_delegate.h"

#include <functional>

namespace strata {

/// What a model says to MetadataDelegate beside the roles of all tables.
enum MetadataRole {
    BeforeRole = NodeRole + 100, ///< what the cell had before it was edited
    TwoLinesRole,                ///< bool: some cell of the row has that
    ChoicesRole,                 ///< QStringList: the texts that a cell can be given
};

/// Rows of metadata: edited ones are two lines high, with what they were struck through beneath;
/// texts are edited in their cell, with what is wrong beside it while it is typed.
class MetadataDelegate : public RowDelegate {
    Q_OBJECT

public:
    /// Why a text cannot be taken for a cell; empty when it can.
    using Check = std::function<QString(const QModelIndex& index, const QString& text)>;

    explicit MetadataDelegate(QObject* parent = nullptr) : RowDelegate(parent) {}

    /// What a row grows by when it says what it was.
    [[nodiscard]] static int heightOfBefore(const QFont& font);

    /// A pencil in every cell that can be edited, where not all can.
    void setPencils() { m_pencils = true; }
    void setCheck(Check check) { m_check = std::move(check); }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    [[nodiscard]] QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void paintCell(QPainter& painter, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const;

    Check m_check;
    bool m_pencils = false;
};

} // namespace strata
