// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/presence_words.h"

#include <QTest>

using namespace strata;

class TestPresenceWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBandSaysWhatIsMissingAndWhatIsLeft()
    {
        EarlyEnd end;
        end.bytes = 20'971'520;
        end.missing_bytes = 23'808'496;
        end.whole = 106;
        end.cut = 1;
        end.missing = 15;
        const words::EarlyEndWords words = words::describe(end);
        QCOMPARE(words.headline,
                 QStringLiteral("The file ends early: 23,808,496 bytes are missing"));
        QCOMPARE(words.sentence,
                 QStringLiteral("It promises 44,780,016 bytes; the file has 20,971,520. 106 "
                                "tensors are whole and can be used, 1 is cut, 15 are missing."));
    }

    void aHeaderIsNamedWhereOnePromises()
    {
        EarlyEnd end;
        end.bytes = 100;
        end.missing_bytes = 20;
        end.in_header = true;
        QCOMPARE(words::describe(end).sentence,
                 QStringLiteral("Its header promises 120 bytes; the file has 100."));
    }

    void whatIsMeasuredInPartIsCountedApart()
    {
        QCOMPARE(words::measured_text(106, 1, 106),
                 QStringLiteral("106 tensors measured, 1 in part"));
        QCOMPARE(words::measured_text(40, 0, 106), QStringLiteral("40 of 106 tensors measured"));
        QCOMPARE(words::measured_text(1, 0, 1), QStringLiteral("1 tensor measured"));
        QCOMPARE(words::measured_text(0, 1, 3), QStringLiteral("1 tensor measured in part"));
    }

    void aCutHeaderDoesNotSayAll()
    {
        EarlyEnd end;
        end.bytes = 900;
        end.missing_bytes = 2'680;
        end.at_least = true;
        QCOMPARE(words::describe(end).headline,
                 QStringLiteral("The file ends early: at least 2,680 bytes are missing"));
        QCOMPARE(words::describe(end).sentence,
                 QStringLiteral("It ends inside its header, which promises at least 3,580 bytes; "
                                "the file has 900."));
    }

    void aFileOfOneArrayDoesNotCountIt()
    {
        EarlyEnd end;
        end.bytes = 99;
        end.missing_bytes = 1;
        end.cut = 1;
        QCOMPARE(words::describe(end).headline,
                 QStringLiteral("The file ends early: 1 byte is missing"));
        QVERIFY(words::describe(end).sentence.endsWith(QStringLiteral("Its one tensor is cut.")));
    }

    void aCutTensorSaysHowMuchIsThere_data()
    {
        QTest::addColumn<quint64>("present");
        QTest::addColumn<QString>("text");
        QTest::newRow("half") << quint64{5'352}
                              << QStringLiteral("cut: 53.5 % of its values are in the file");
        QTest::newRow("nearly all")
            << quint64{9'999} << QStringLiteral("cut: 99.9 % of its values are in the file");
        QTest::newRow("hardly any")
            << quint64{1} << QStringLiteral("cut: under 0.1 % of its values are in the file");
        QTest::newRow("none") << quint64{0} << QStringLiteral("missing");
        QTest::newRow("all") << quint64{10'000} << QString();
    }
    void aCutTensorSaysHowMuchIsThere()
    {
        QFETCH(quint64, present);
        QFETCH(QString, text);
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::Float32);
        tensor.shape = {100, 100};
        tensor.storage = cut_storage(tensor, SourceId::file, 0, present * 4);
        QCOMPARE(words::presence_text(tensor), text);
    }
    void theValuesThatAreThereAreCounted()
    {
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::Float32);
        tensor.shape = {512, 512, 3, 3};
        QCOMPARE(words::part_of_values(tensor), QString());
        tensor.storage = cut_storage(tensor, SourceId::file, 0, 4 * 1'262'980);
        QCOMPARE(words::part_of_values(tensor),
                 QStringLiteral("of the first 1,262,980 of 2,359,296 values"));
        // Any of the chunks may be missing.
        tensor.shape = {5, 5};
        auto chunks = std::make_shared<std::vector<StoredChunk>>();
        chunks->push_back({{0, 0}, missing_chunk_extent(SourceId::file, 900), 0});
        chunks->push_back({{0, 3}, {SourceId::file, 100, 36}, 0});
        chunks->push_back({{3, 3}, missing_chunk_extent(SourceId::file, 950), 0});
        tensor.storage = ChunkedStorage{{3, 3}, chunks, {}, nullptr};
        QCOMPARE(words::part_of_values(tensor), QStringLiteral("of 12 of 25 values"));
        QCOMPARE(words::presence_text(tensor),
                 QStringLiteral("cut: 48.0 % of its values are in the file"));
    }
};

QTEST_APPLESS_MAIN(TestPresenceWords)
#include "tst_presence_words.moc"
