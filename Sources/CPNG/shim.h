#ifndef CONVLENS_CPNG_H
#define CONVLENS_CPNG_H

#include <png.h>

#include "reading.h"
#include "writing.h"

#endif
