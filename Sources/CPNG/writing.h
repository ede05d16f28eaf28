#ifndef CONVLENS_CPNG_WRITING_H
#define CONVLENS_CPNG_WRITING_H

#include <arpa/inet.h>
#include <png.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// libpng reports errors with longjmp, which must not cross a Swift frame: the whole of a file is
// written inside one C call.

/// The file as far as it is written; `convlens_png_release` gives its memory back.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  char message[128];
} convlens_png_output;

/// An opaque picture and what its file says about it. Strings are UTF-8.
typedef struct {
  uint32_t width;
  uint32_t height;
  /// Rows of pixels 0x..RRGGBB, in the machine's order of bytes; the top byte has no meaning.
  const uint8_t *pixels;
  size_t stride;
  uint32_t pixels_per_metre;
  const char *title;
  const char *description;
} convlens_png_picture;

static inline void convlens_png_release(convlens_png_output *output) {
  free(output->bytes);
  output->bytes = NULL;
  output->count = output->capacity = 0;
}

static inline void convlens_png_append(png_structp png, png_bytep bytes, size_t count) {
  convlens_png_output *output = (convlens_png_output *)png_get_io_ptr(png);
  if (count > output->capacity - output->count) {
    size_t capacity = output->capacity < 65536 ? 65536 : output->capacity;
    while (capacity - output->count < count) {
      if (capacity > SIZE_MAX / 2) png_error(png, "the file is too big");
      capacity *= 2;
    }
    uint8_t *grown = (uint8_t *)realloc(output->bytes, capacity);
    if (grown == NULL) png_error(png, "out of memory");
    output->bytes = grown;
    output->capacity = capacity;
  }
  memcpy(output->bytes + output->count, bytes, count);
  output->count += count;
}

static inline void convlens_png_flush(png_structp png) { (void)png; }

static inline void convlens_png_write_fail(png_structp png, png_const_charp message) {
  convlens_png_output *output = (convlens_png_output *)png_get_error_ptr(png);
  snprintf(output->message, sizeof output->message, "%s", message);
  png_longjmp(png, 1);
}

static inline void convlens_png_ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

/// Turns pixels 0x..RRGGBB, in the machine's order of bytes, into bytes red, green, blue.
///
/// Each pixel is stored as four bytes, the next one over its last: `packed` has room for one more.
static inline void convlens_png_pack(const uint8_t *pixels, uint32_t width, uint8_t *packed) {
  for (uint32_t column = 0; column < width; column++) {
    uint32_t pixel;
    memcpy(&pixel, pixels + 4 * (size_t)column, sizeof pixel);
    pixel = htonl(pixel << 8);
    memcpy(packed + 3 * (size_t)column, &pixel, sizeof pixel);
  }
}

/// Writes the picture as a PNG file into `output`; 0 on failure, with the reason in its message.
static inline int convlens_png_write(
    const convlens_png_picture *picture, convlens_png_output *output) {
  memset(output, 0, sizeof *output);
  png_structp png = png_create_write_struct(
      PNG_LIBPNG_VER_STRING, output, convlens_png_write_fail, convlens_png_ignore);
  if (png == NULL) {
    snprintf(output->message, sizeof output->message, "libpng could not start");
    return 0;
  }
  png_infop info = png_create_info_struct(png);
  uint8_t *row = (uint8_t *)malloc((size_t)picture->width * 3 + 1);
  if (info == NULL || row == NULL) {
    free(row);
    png_destroy_write_struct(&png, &info);
    snprintf(output->message, sizeof output->message, "out of memory");
    return 0;
  }
  if (setjmp(png_jmpbuf(png))) {
    free(row);
    png_destroy_write_struct(&png, &info);
    convlens_png_release(output);
    return 0;
  }
  png_set_write_fn(png, output, convlens_png_append, convlens_png_flush);
  png_set_IHDR(
      png, info, picture->width, picture->height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
      PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  png_set_pHYs(
      png, info, picture->pixels_per_metre, picture->pixels_per_metre, PNG_RESOLUTION_METER);

  const char *const keys[2] = {"Title", "Description"};
  const char *const values[2] = {picture->title, picture->description};
  for (int index = 0; index < 2; index++) {
    if (values[index] == NULL || values[index][0] == 0) continue;
    png_text text;
    memset(&text, 0, sizeof text);
    text.compression = PNG_ITXT_COMPRESSION_NONE;
    text.key = (png_charp)keys[index];
    text.text = (png_charp)values[index];
    text.itxt_length = strlen(values[index]);
    text.lang = (png_charp) "";
    text.lang_key = (png_charp) "";
    png_set_text(png, info, &text, 1);
  }

  // A drawing is made of flat runs and of rows that repeat. A row like the one above becomes zeros
  // under the filter "up"; any other compresses best as it is. Level 3 is the last one without
  // lazy matching: the levels above take twice its time and save a tenth of the bytes.
  png_set_compression_level(png, 3);
  png_set_compression_mem_level(png, 7);
  png_set_compression_buffer_size(png, 1 << 16);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE | PNG_FILTER_UP);
  png_write_info(png, info);
  const uint8_t *above = NULL;
  for (uint32_t y = 0; y < picture->height; y++) {
    const uint8_t *pixels = picture->pixels + y * picture->stride;
    const int repeats = above != NULL && memcmp(pixels, above, (size_t)picture->width * 4) == 0;
    if (!repeats) convlens_png_pack(pixels, picture->width, row);
    if (y > 0) {
      png_set_filter(png, PNG_FILTER_TYPE_BASE, repeats ? PNG_FILTER_UP : PNG_FILTER_NONE);
    }
    png_write_row(png, row);
    above = pixels;
  }
  png_write_end(png, info);
  free(row);
  png_destroy_write_struct(&png, &info);
  return 1;
}

#endif
