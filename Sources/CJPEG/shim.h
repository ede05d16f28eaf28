#ifndef CONVLENS_CJPEG_H
#define CONVLENS_CJPEG_H

#include "reading.h"

#endif
