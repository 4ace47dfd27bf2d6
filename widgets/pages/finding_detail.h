// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/parts/box.h"
#include "widgets/tables/finding_bytes.h"
#include "widgets/tree/reading.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace strata {

class BytesModel;
class CodeView;
class LinkButton;
class LinkLabel;
class NumberedList;
class TableView;

/// One finding: what would run, where, why it matters and what to do, with the opcodes or bytes
/// beside it.
class FindingDetail : public Box {
    Q_OBJECT

public:
    explicit FindingDetail(QWidget* parent = nullptr);

    /// `path` is that of the row it is about; empty without one. `tensors` are those that it says
    /// are not whole.
    void showFinding(const Document& document, const Finding& finding, const QString& path,
                     const std::vector<TensorId>& tensors);
    /// Whether the finding's text stands above the rest; it need not where its row shows all of it.
    void setTitled(bool titled);
    /// What lies around it; nothing to show takes the part away.
    void setBytes(const FindingBytes& bytes);
    /// Turns to the row that the shown finding is about.
    void goToRow();

    [[nodiscard]] QString text() const; ///< part by part
    [[nodiscard]] TableView* bytesTable() { return m_bytes_table; }

Q_SIGNALS:
    void rowWanted(strata::Reading reading, strata::NodeId node);
    /// Of a file that ends early, the rows of what is cut or missing.
    void damagedWanted();
    /// What the file holds, as plain data.
    void exportWanted();
    /// The report as text.
    void copyWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeText();
    void makeBytes();
    void writeWhere();
    void listTensors(const Document& document, const std::vector<TensorId>& tensors);
    void arrange();
    void limitLines();

    bool m_titled = true;
    NodeId m_model_node = NodeId::none;
    NodeId m_file_node = NodeId::none;
    QString m_path;
    QString m_byte;
    std::size_t m_tensor_count = 0;

    QLabel* m_what;
    QLabel* m_call_head;
    CodeView* m_call;
    QLabel* m_call_note; ///< what that does
    QLabel* m_where_head;
    QLabel* m_where;
    QVBoxLayout* m_tensors_place = nullptr; ///< one label, of the tensors that it is about
    LinkLabel* m_tensors = nullptr;
    QLabel* m_why_head;
    QLabel* m_why;
    QLabel* m_remedy_head;
    NumberedList* m_remedy;
    QPushButton* m_go;
    QPushButton* m_export;
    QPushButton* m_copy;
    QWidget* m_bytes;
    QLabel* m_bytes_title;
    LinkButton* m_show_in_file;
    BytesModel* m_bytes_model;
    TableView* m_bytes_table;
};

} // namespace strata
