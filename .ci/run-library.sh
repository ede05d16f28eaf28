#!/usr/bin/env bash
# Compiles and runs the program of Docs/Library.md in a package that depends on this checkout.
set -euo pipefail
cd "$(dirname "$0")/library"
sources=$PWD/Sources
folder=$(mktemp -d)
trap 'rm -rf "$folder" "$sources"' EXIT
mkdir -p "$sources/library"
awk '/^```swift$/ && !done { inside = 1; next } /^```$/ && inside { inside = 0; done = 1 } inside' \
  ../../Docs/Library.md > "$sources/library/main.swift"
swift build
program=$(swift build --show-bin-path)/library
cd "$folder"
test "$("$program")" = '[370.0, 470.0, 670.0, 770.0]'
test -s weight-gradient.png
test -s pooling.png
echo 'the program of Docs/Library.md ran and wrote two pictures'
