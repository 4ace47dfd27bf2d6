// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/window_driver.h"

#include "app/window/compare_view.h"
#include "app/window/document_tabs.h"
#include "widgets/compare/pair_view.h"

#include <QContextMenuEvent>
#include <QFileDialog>
#include <QJsonArray>
#include <QLineEdit>
#include <QMenu>
#include <QTemporaryDir>
#include <QTimer>

namespace strata::test {

struct Array {
    const char* name;
    QList<int> shape;
    QList<float> values;
    const char* dtype = "F32";
};

/// A small model: names, shapes and float32 values, or complex ones of two floats each.
inline QByteArray safetensors(const QList<Array>& arrays)
{
    QJsonObject header;
    QByteArray data;
    for (const Array& array : arrays) {
        QJsonArray shape;
        for (const int length : array.shape)
            shape.append(length);
        const qint64 start = data.size();
        data.append(reinterpret_cast<const char*>(array.values.constData()),
                    array.values.size() * qsizetype(sizeof(float)));
        header.insert(
            QString::fromLatin1(array.name),
            QJsonObject{{QStringLiteral("dtype"), QLatin1String(array.dtype)},
                        {QStringLiteral("shape"), shape},
                        {QStringLiteral("data_offsets"), QJsonArray{start, qint64(data.size())}}});
    }
    const QByteArray text = QJsonDocument(header).toJson(QJsonDocument::Compact);
    const auto length = static_cast<quint64>(text.size());
    return QByteArray(reinterpret_cast<const char*>(&length), 8) + text + data;
}

inline const QList<Array> left_arrays = {
    {"first.weight", {2, 3}, {1, 2, 3, 4, 5, 6}},
    {"first.bias", {3}, {0.5, 0.25, 0.125}},
    {"second.weight", {2, 2}, {1, 0, 0, 1}},
    {"old.weight", {4}, {1, 2, 3, 4}},
};
inline const QList<Array> right_arrays = {
    {"first.weight", {2, 3}, {1, 2, 3.5, 4, 5, 6}},
    {"first.bias", {3}, {0.5, 0.25, 0.125}},
    {"second.weight", {2, 2}, {1, 0, 0, 2}},
    {"new.weight", {5}, {1, 2, 3, 4, 5}},
};

/// A window, two small files, and what a person does with their comparison.
struct CompareDriver {
    bool start()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        m_folder = std::make_unique<QTemporaryDir>();
        m_left = write(QStringLiteral("left.safetensors"), safetensors(left_arrays));
        m_right = write(QStringLiteral("right.safetensors"), safetensors(right_arrays));
        m_window = exposed_window();
        return m_window != nullptr;
    }
    QString write(const QString& name, const QByteArray& bytes)
    {
        const QString path = m_folder->filePath(name);
        QFile file(path + QStringLiteral(".new"));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        file.close();
        QFile::remove(path);
        return file.rename(path) ? QFileInfo(path).canonicalFilePath() : QString();
    }
    [[nodiscard]] CompareView* comparison() const
    {
        return qobject_cast<CompareView*>(m_window->tabs()->current());
    }
    bool finished()
    {
        return QTest::qWaitFor(
            [this] {
                CompareView* const view = comparison();
                return view && view->jobs() && !view->jobs()->isWorking() &&
                       view->model()->rows() && m_window->jobs().idle();
            },
            20'000);
    }
    bool compareBoth()
    {
        m_window->compare(m_left, m_right);
        return finished();
    }
    /// The row of a tensor, by what its dotted name or path ends with.
    [[nodiscard]] std::size_t pairOf(const char* dotted, std::optional<Side> only = {}) const
    {
        const QString name = QString::fromLatin1(dotted);
        const QString path = QString(name).replace(QLatin1Char('.'), QLatin1Char('/'));
        const PairModel& model = *comparison()->model();
        const std::size_t count = model.comparison()->pairs.rows.size();
        for (std::size_t pair = 1; pair < count; ++pair) {
            for (const Side side : {Side::Left, Side::Right}) {
                const QString here = model.path(pair, side);
                if ((!only || *only == side) && (here.endsWith(name) || here.endsWith(path)))
                    return pair;
            }
        }
        return 0;
    }
    [[nodiscard]] PairSign signOf(const char* dotted) const
    {
        return comparison()->model()->comparison()->rows[pairOf(dotted)].sign;
    }
    [[nodiscard]] PairSign leafSign(const char* dotted, Side side) const
    {
        return comparison()->model()->comparison()->rows[pairOf(dotted, side)].sign;
    }
    bool choose(const char* dotted)
    {
        const std::size_t pair = pairOf(dotted);
        return pair != 0 && comparison()->pairs()->choosePair(pair);
    }
    QMenu* openMenu()
    {
        PairView* const view = comparison()->pairs();
        const QPoint at = view->visualRect(view->currentIndex()).center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, at, view->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(view->viewport(), &event);
        return view->findChild<QMenu*>(QStringLiteral("pairMenu"));
    }
    void trigger(const QString& text)
    {
        QMenu* const menu = openMenu();
        QVERIFY(menu);
        for (QAction* const action : menu->actions()) {
            if (action->text() == text) {
                QVERIFY(action->isEnabled());
                action->trigger();
                menu->close();
                delete menu;
                return;
            }
        }
        QFAIL(qPrintable(text));
    }
    void answerFileDialog(const QString& path)
    {
        QTimer::singleShot(50, m_window.get(), [path] {
            auto* const dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
            QTest::keyClick(dialog, Qt::Key_Return);
        });
    }
    [[nodiscard]] QString statusRight() const { return comparison()->restingText(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
    QString m_left;
    QString m_right;
};

} // namespace strata::test
