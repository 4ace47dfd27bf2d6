// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/parts/box.h"
#include "widgets/tables/metadata_rows.h"

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace strata {

class ElidedLabel;
class ErrorLine;
class InkLabel;
class JsonInk;
class JsonTree;
class NumberedText;
class SwitchBar;

/// The whole value of one entry, to read and to edit: JSON indented and with its lines numbered, or
/// as a tree. What is typed is handed on at once; a text that cannot be read keeps its mark here
/// until it can.
class EntryEditor : public Box {
    Q_OBJECT

public:
    explicit EntryEditor(QWidget* parent = nullptr);

    /// What the entries that are shown next belong to.
    void setDocument(std::shared_ptr<const Document> document);
    /// `obstacle`: why the entry cannot be edited; empty when it can. `types`: what else its value can
    /// be. A text under somebody's hands stays as it is typed.
    void show(const MetadataRow& row, const QString& obstacle, const QStringList& types);
    void clear();
    using Box::show;

    [[nodiscard]] NumberedText* text() { return m_text; }
    [[nodiscard]] JsonTree* tree() { return m_tree; }
    void focusText();
    /// Whether somebody types here.
    [[nodiscard]] bool hasHands() const;

Q_SIGNALS:
    void typed(const QString& text);
    /// The text became another at once, by no typing in it.
    void replaced(const QString& text);
    void typeChosen(const QString& type);
    void revertWanted();

private:
    void lay();
    void format();
    void showJson(const MetadataRow& row, bool editable);
    void turnTo(bool tree);
    void showProblem(const MetadataRow& row);
    void sayProblem();
    void showTypes(const MetadataRow& row, const QStringList& types);

    std::shared_ptr<const Document> m_document;
    std::string m_key; ///< of the entry that is shown
    words::ValueForm m_form;
    bool m_showing = false;     ///< the text changes by the program's doing
    bool m_tree_wanted = false; ///< for entries that can be shown so
    QString m_last;             ///< the text as it was shown or typed last
    QString m_place;            ///< of the mistake: "Line 7, column 3"; empty: of none
    QString m_reason;
    MetadataRow m_row;
    bool m_editable = false;
    ElidedLabel* m_name;
    QLabel* m_kind; ///< "JSON, list"
    QComboBox* m_type;
    SwitchBar* m_form_switch;
    QPushButton* m_format;
    QPushButton* m_revert;
    InkLabel* m_note;
    QStackedWidget* m_stack;
    NumberedText* m_text;
    QWidget* m_tree_page;
    JsonTree* m_tree;
    JsonInk* m_ink;
    ErrorLine* m_problem;
};

} // namespace strata
