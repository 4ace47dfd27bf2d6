// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/compare_driver.h"

#include <QComboBox>
#include <QPushButton>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <new>
#include <shared_mutex>
#include <thread>

namespace {

/// Where work asks for this many bytes at once it gets none, but on the first thread; 0: it may.
std::atomic<std::size_t> refused_from = 0;
/// Arrays of a file, each in a group of its own.
constexpr int many = 3'000;
/// The figures of all rows, which aligning asks for and nothing before it does.
constexpr std::size_t refused_bytes = 2 * many * sizeof(strata::RowFigures);
const std::thread::id first_thread = std::this_thread::get_id();

} // namespace

void* operator new(std::size_t size)
{
    const std::size_t limit = refused_from;
    void* const memory = limit != 0 && size >= limit && std::this_thread::get_id() != first_thread
                             ? nullptr
                             : std::malloc(size == 0 ? 1 : size);
    if (!memory)
        throw std::bad_alloc();
    return memory;
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t /*size*/) noexcept
{
    std::free(memory);
}

using namespace strata;
using namespace strata::test;

/// The work behind a comparison, as it is stopped, overtaken by other work, or fails.
class TestCompareJobs : public QObject, private CompareDriver {
    Q_OBJECT

private:
    /// Two files of many arrays, of which the first `renamed` have other names in the right one.
    bool writeMany(int renamed = 0)
    {
        std::vector<QByteArray> names;
        QList<Array> left;
        QList<Array> right;
        names.reserve(std::size_t(many) * 2);
        for (int i = 0; i < many; ++i) {
            const QByteArray number = QByteArray::number(i);
            names.push_back("g" + number + ".weight");
            left.append({names.back().constData(), {2}, {float(i), 1}});
            names.push_back((i < renamed ? "h" : "g") + number + ".weight");
            right.append({names.back().constData(), {2}, {float(i), 1 + float(i % 7)}});
        }
        m_left = write(QStringLiteral("left.safetensors"), safetensors(left));
        m_right = write(QStringLiteral("right.safetensors"), safetensors(right));
        return !m_left.isEmpty() && !m_right.isEmpty();
    }
    [[nodiscard]] std::vector<NodeId> listed() const
    {
        std::vector<NodeId> nodes;
        for (const FilteredTree::Row& row : comparison()->model()->rows()->list.rows)
            nodes.push_back(row.node);
        return nodes;
    }

private Q_SLOTS:
    void init() { QVERIFY(start()); }
    void cleanup()
    {
        refused_from = 0;
        m_window.reset();
    }

    void whatWorkThrowsIsItsError()
    {
        JobSlot slot;
        std::optional<Error> error;
        m_window->jobs().run(
            slot, {}, WorkUnit::None,
            [](const JobContext&) -> Result<int> { throw std::bad_alloc(); },
            [&error](const Result<int>& result) { error = result.error(); });
        QTRY_VERIFY(error);
        QVERIFY(error->code == ErrorCode::LimitExceeded);
    }

    void aligningThatFails()
    {
        QVERIFY(writeMany());
        m_window->compare(m_left, m_right);
        connect(comparison(), &CompareView::selectionChanged, m_window.get(), [this] {
            if (comparison()->jobs() && !comparison()->jobs()->models().shared)
                refused_from = refused_bytes;
        });
        QTRY_VERIFY(refused_from != 0 && m_window->jobs().idle());
        QVERIFY(!comparison()->jobs()->isWorking() && !comparison()->model()->rows());
        QVERIFY2(comparison()->notice().startsWith(QStringLiteral("The rows were not aligned: ")),
                 qPrintable(comparison()->notice()));
        comparison()->disconnect(m_window.get());
        refused_from = 0;
        shown<QPushButton>(*comparison(), "emptyStateAction")->click();
        QVERIFY(finished());
        QVERIFY(comparison()->canSaveReport() && comparison()->notice().isEmpty());
        // Of rows that are there what was about to be paired is not.
        const std::size_t before = pairOf("g7.weight");
        refused_from = refused_bytes;
        Q_EMIT comparison()->pairs()->partWanted(before);
        QTRY_VERIFY(m_window->jobs().idle());
        QCOMPARE(pairOf("g7.weight", Side::Right), before);
        QVERIFY(comparison()->jobs()->overrides().empty() && comparison()->canSaveReport());
    }

    /// Stopped at once, although aligning looks only now and then whether it was.
    void aligningThatIsStopped()
    {
        bool asked = false;
        m_window->compare(m_left, m_right);
        connect(comparison(), &CompareView::selectionChanged, m_window.get(), [&] {
            if (comparison()->jobs() && !std::exchange(asked, true))
                m_window->jobs().cancelShown();
        });
        QTRY_VERIFY(asked && m_window->jobs().idle());
        QVERIFY(!comparison()->jobs()->isWorking() && comparison()->jobs()->wasStopped());
        QVERIFY(!comparison()->model()->rows() && !comparison()->canSaveReport());
        QCOMPARE(comparison()->notice(), QStringLiteral("Aligning the rows was stopped"));
        auto* const again = shown<QPushButton>(*comparison(), "emptyStateAction");
        QVERIFY(again);
        again->click();
        QVERIFY(finished());
        // Of rows that are there what was about to be paired is not.
        const std::size_t before = pairOf("second.weight");
        Q_EMIT comparison()->pairs()->partWanted(before);
        m_window->jobs().cancelShown();
        QVERIFY(!comparison()->jobs()->isWorking());
        QTRY_VERIFY(m_window->jobs().idle());
        QCOMPARE(pairOf("second.weight"), before);
        QCOMPARE(leafSign("second.weight", Side::Left), PairSign::Changed);
        QVERIFY(comparison()->jobs()->overrides().empty() && comparison()->canSaveReport());
    }

    /// Rows that are there stay in their order.
    void orderingThatIsStopped()
    {
        QVERIFY(writeMany());
        QVERIFY(compareBoth());
        const std::vector<NodeId> before = listed();
        auto* const order = shown<QComboBox>(*comparison(), "compareOrder");
        {
            const std::unique_lock keeps(comparison()->jobs()->models().shared->mutex);
            order->setCurrentIndex(1); // it waits for the lock
            QVERIFY(!m_window->jobs().idle());
            m_window->jobs().cancelShown();
        }
        QVERIFY(finished());
        QCOMPARE(comparison()->notice(), QStringLiteral("Ordering the rows was stopped"));
        QVERIFY(listed() == before);
        // Asked for again it is done, by all that is known.
        order->setCurrentIndex(0);
        order->setCurrentIndex(1);
        QVERIFY(finished());
        QVERIFY(listed() != before);
        QCOMPARE(listed().size(), before.size());
    }

    /// What one run still waits to say does not end the next one.
    void aRunEndsOnlyItself()
    {
        QVERIFY(compareBoth());
        CompareJobs* const jobs = comparison()->jobs();
        const std::shared_ptr<SharedComparison> before = jobs->models().shared;
        int of_before = 0;
        connect(jobs, &CompareJobs::finished, this,
                [&] { of_before += jobs->models().shared == before ? 1 : 0; });
        {
            const std::shared_lock reads(before->mutex);
            jobs->compareValues({});
            QVERIFY(jobs->isWorking());
            QTRY_VERIFY(m_window->jobs().idle());
            QVERIFY(jobs->isWorking()); // what was found waits for the rows
            jobs->align({});
        }
        QVERIFY(finished());
        QCOMPARE(of_before, 0);
        QVERIFY(jobs->models().shared != before);
    }
};

QTEST_MAIN(TestCompareJobs)
#include "tst_compare_jobs.moc"
