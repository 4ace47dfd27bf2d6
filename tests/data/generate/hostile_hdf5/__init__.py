# SPDX-License-Identifier: GPL-3.0-or-later
"""Writers of hostile HDF5 files, by what they try."""
