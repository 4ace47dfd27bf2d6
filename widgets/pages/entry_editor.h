// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/parts/box.h"
#include "widgets/tables/metadata_rows.h"

class QComboBox;
class QPushButton;

namespace strata {

class InkLabel;
class JsonInk;
class NumberedText;

/// The whole value of one entry, to read and to edit: JSON indented and with its lines numbered. What
/// is typed is handed on at once; a text that cannot be read keeps its mark here until it can.
class EntryEditor : public Box {
    Q_OBJECT

public:
    explicit EntryEditor(QWidget* parent = nullptr);

    /// `obstacle`: why the entry cannot be edited; empty when it can. `types`: what else its value can
    /// be. A text under somebody's hands stays as it is typed.
    void show(const MetadataRow& row, const QString& obstacle, const QStringList& types);
    void clear();
    using Box::show;

    [[nodiscard]] NumberedText* text() { return m_text; }
    void focusText();

Q_SIGNALS:
    void typed(const QString& text);
    void typeChosen(const QString& type);
    void revertWanted();

private:
    void format();
    void showProblem(const MetadataRow& row);
    void showTypes(const MetadataRow& row, const QStringList& types);

    std::string m_key; ///< of the entry that is shown
    words::ValueForm m_form;
    bool m_showing = false; ///< the text changes by the program's doing
    QString m_last;         ///< the text as it was shown or typed last
    QComboBox* m_type;
    QPushButton* m_format;
    QPushButton* m_revert;
    InkLabel* m_note;
    NumberedText* m_text;
    JsonInk* m_ink;
    InkLabel* m_problem;
};

} // namespace strata
