#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes every fixture anew, each family with the environment it belongs to; makes the environments it needs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here"
export PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=1
./make_environments.sh newest sklearn-1.1
newest=$(./make_environments.sh --path newest)/bin/python
old=$(./make_environments.sh --path sklearn-1.1)/bin/python

for python in "$old" "$newest"; do
    "$python" make_sklearn.py
    "$python" make_joblib.py
done
for script in make_npy make_safetensors make_safetensors_index make_hdf5 make_hostile_hdf5 make_pickle make_unsupported make_hostile; do
    "$newest" "$script.py"
done
./make_environments.sh keras-3
"$(./make_environments.sh --path keras-3)/bin/python" make_torch.py
./make_environments.sh tf-2.15
"$(./make_environments.sh --path tf-2.15)/bin/python" make_series.py
"$(./make_environments.sh --path keras-3)/bin/python" make_compare.py networks
"$newest" make_compare.py others
# Python 2's own pickles need no library, only its interpreter.
python2=
for candidate in "$(command -v python2.7 || true)" "$(pyenv root 2>/dev/null || true)"/versions/2.7.*/bin/python; do
    if [ -x "$candidate" ] && "$candidate" -c '' 2>/dev/null; then python2=$candidate; fi
done
if [ -n "$python2" ]; then
    "$python2" -B make_pickle_python2.py
else
    echo "make_all.sh: no CPython 2.7; pickle/python2 is left as it is" >&2
fi
