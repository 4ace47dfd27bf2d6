// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/content_words.h"

#include "widgets/words/translation.h"

#include <algorithm>
#include <iterator>

namespace strata::words {

namespace {

struct Row {
    std::string_view id;
    const char* what;
    const char* remedy;
};

constexpr const char* unpack_it =
    QT_TRANSLATE_NOOP("words", "Unpack it, then open the model inside.");
constexpr const char* choose_another =
    QT_TRANSLATE_NOOP("words", "Check that the right file was chosen.");
constexpr const char* arrays_of_keras = QT_TRANSLATE_NOOP(
    "words", "Until then, in Keras, np.savez('weights.npz', *model.get_weights()) writes the "
             "weights as arrays that Strata reads.");

constexpr Row rows[] = {
    {"keras-v3",
     QT_TRANSLATE_NOOP("words", "This is a Keras model (.keras). Strata does not read it yet."),
     arrays_of_keras},
    {"hdf5-newer",
     QT_TRANSLATE_NOOP("words", "This HDF5 file is written in a newer form than HDF5 1.10, with "
                                "which Strata reads, knows."),
     QT_TRANSLATE_NOOP("words", "Write it again in a form that all versions read: "
                                "h5py.File(…, libver=('earliest', 'v110')).")},
    {"hdf5-no-reader",
     QT_TRANSLATE_NOOP("words", "The program strata-hdf5, with which Strata reads HDF5 files, is "
                                "missing."),
     QT_TRANSLATE_NOOP("words", "Install Strata again, as a whole.")},
    {"torch-tar",
     QT_TRANSLATE_NOOP("words", "This is a PyTorch file of before version 0.1.10: a tar archive, "
                                "which Strata does not read."),
     QT_TRANSLATE_NOOP("words",
                       "torch.load(…, weights_only=False) still reads it, and runs what it "
                       "holds: in a place where that does no harm, load it and save it "
                       "anew.")},
    {"onnx", QT_TRANSLATE_NOOP("words", "This is an ONNX model. Strata does not read it yet."),
     QT_TRANSLATE_NOOP("words", "Until then, onnx.load(…) in Python's package onnx reads it.")},
    {"gguf", QT_TRANSLATE_NOOP("words", "This is a GGUF model. Strata does not read it yet."),
     QT_TRANSLATE_NOOP("words", "Until then, 'gguf-dump' of Python's package gguf lists it.")},
    {"tensorflow-savedmodel",
     QT_TRANSLATE_NOOP("words", "This is a TensorFlow SavedModel. Strata does not read it yet."),
     QT_TRANSLATE_NOOP("words", "Until then, 'saved_model_cli show --all --dir FOLDER' of "
                                "TensorFlow lists it.")},
    {"tensorflow-checkpoint",
     QT_TRANSLATE_NOOP("words", "This is a TensorFlow checkpoint. Strata does not read it yet."),
     QT_TRANSLATE_NOOP("words", "Until then, tf.train.list_variables(…) of TensorFlow lists it.")},
    {"tflite",
     QT_TRANSLATE_NOOP("words", "This is a TensorFlow Lite model. Strata does not read it yet."),
     QT_TRANSLATE_NOOP("words", "Until then, tf.lite.experimental.Analyzer of TensorFlow lists "
                                "it.")},
    {"catboost",
     QT_TRANSLATE_NOOP("words", "This is a CatBoost model. Strata does not read it yet."),
     QT_TRANSLATE_NOOP("words", "Until then, CatBoost's save_model(…, format='json') writes it as "
                                "text.")},
    {"git-lfs-pointer",
     QT_TRANSLATE_NOOP("words", "This is a Git LFS pointer: the model itself was not fetched."),
     QT_TRANSLATE_NOOP("words", "Run 'git lfs pull' in the repository, then open the file again.")},
    {"html",
     QT_TRANSLATE_NOOP("words", "This is an HTML page, not a model: a server sent a page, such as "
                                "a sign-in or an error, and it was saved under this name."),
     QT_TRANSLATE_NOOP("words", "Read the page in a browser, then fetch the model again, signed in "
                                "where that is needed.")},
    {"png", QT_TRANSLATE_NOOP("words", "This is a PNG picture, not a model."), choose_another},
    {"jpeg", QT_TRANSLATE_NOOP("words", "This is a JPEG picture, not a model."), choose_another},
    {"pdf", QT_TRANSLATE_NOOP("words", "This is a PDF document, not a model."), choose_another},
    {"7z", QT_TRANSLATE_NOOP("words", "This is a 7z archive. Strata does not look inside."),
     unpack_it},
    {"rar", QT_TRANSLATE_NOOP("words", "This is a RAR archive. Strata does not look inside."),
     unpack_it},
    {"tar", QT_TRANSLATE_NOOP("words", "This is a tar archive. Strata does not look inside."),
     unpack_it},
    {"zip",
     QT_TRANSLATE_NOOP("words", "This is a zip archive, not one of the kinds that Strata reads."),
     unpack_it},
    {"compressed",
     QT_TRANSLATE_NOOP("words", "This is a compressed file, and what it holds is not a pickle."),
     unpack_it},
};

const Row* find(std::string_view id)
{
    const auto* const row =
        std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.id == id; });
    return row == std::end(rows) ? nullptr : row;
}

} // namespace

ContentWords describe_content(std::string_view format_id)
{
    if (const Row* const row = find(format_id))
        return {translate(row->what), translate(row->remedy)};
    return {translate("This is content of the kind %1. Strata does not read it yet.")
                .arg(text_of(format_id)),
            {}};
}

bool has_content_words(std::string_view format_id)
{
    return find(format_id) != nullptr;
}

} // namespace strata::words
