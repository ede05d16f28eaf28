#ifndef CONVLENS_CCAIRO_H
#define CONVLENS_CCAIRO_H

#include <cairo.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <hb.h>
#include <hb-subset.h>

#endif
