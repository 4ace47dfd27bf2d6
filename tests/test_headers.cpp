// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing: the library is there for the headers that it reads ahead for the tests.
