# SPDX-License-Identifier: GPL-3.0-or-later
"""load_keras.py FILE…: a JSON line with what load_model says of each file, null where it loads."""
import json
import os
import sys
import warnings

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.simplefilter("ignore")
try:
    from tensorflow import keras
except ImportError:
    import keras

said = {}
for path in sys.argv[1:]:
    try:
        keras.models.load_model(path)
        said[path] = None
    except Exception as error:  # noqa: BLE001  whatever it says, it does not load
        said[path] = f"{type(error).__name__}: {error}"[:300]
print("RESULT " + json.dumps(said))
