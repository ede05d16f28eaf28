#ifndef CONVLENS_CPNG_READING_H
#define CONVLENS_CPNG_READING_H

// libpng reports errors by longjmp, which must not cross a Swift frame. Here it crosses only C:
// each function sets its own landing place and returns whether it got through.

#include <png.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/// A PNG in memory and what has been found out about it.
typedef struct {
  /// The file.
  const uint8_t *bytes;
  /// The number of bytes of the file.
  size_t count;
  /// How many bytes have been read.
  size_t position;
  /// The image as it is decoded: grey, grey and alpha, RGB or RGBA; 8 or 16 bits a sample, 16
  /// in big-endian order; lower depths are spread over 0 to 255.
  uint32_t width, height, channels, bit_depth;
  /// The bytes of one decoded row.
  size_t row_bytes;
  /// Whether the file ended where more was needed.
  int ended_early;
  /// What libpng objected to, in its own words.
  char message[96];
} convlens_png_image;

static inline void convlens_png_read_fail(png_structp png, png_const_charp message) {
  convlens_png_image *image = (convlens_png_image *)png_get_error_ptr(png);
  snprintf(image->message, sizeof image->message, "%s", message);
  png_longjmp(png, 1);
}

static inline void convlens_png_warn(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static inline void convlens_png_take(png_structp png, png_bytep target, size_t count) {
  convlens_png_image *image = (convlens_png_image *)png_get_io_ptr(png);
  if (count > image->count - image->position) {
    image->ended_early = 1;
    png_error(png, "the file ends early");
  }
  memcpy(target, image->bytes + image->position, count);
  image->position += count;
}

/// Reads the header of `image` and, where `pixels` is not null, its pixels too.
///
/// `pixels` holds `capacity` bytes, which must be `row_bytes * height` of an earlier call without
/// pixels. Returns 1, or 0 with `message` set.
static inline int convlens_png_read(
    convlens_png_image *image, uint8_t *pixels, size_t capacity, uint32_t maximum_side) {
  image->position = 0;
  image->ended_early = 0;
  snprintf(image->message, sizeof image->message, "out of memory");
  png_structp png = png_create_read_struct(
      PNG_LIBPNG_VER_STRING, image, convlens_png_read_fail, convlens_png_warn);
  if (png == NULL) return 0;
  png_infop info = png_create_info_struct(png);
  if (info == NULL) {
    png_destroy_read_struct(&png, NULL, NULL);
    return 0;
  }
  if (setjmp(png_jmpbuf(png))) {
    png_destroy_read_struct(&png, &info, NULL);
    return 0;
  }

  png_set_read_fn(png, image, convlens_png_take);
  png_set_user_limits(png, maximum_side, maximum_side);
  png_set_chunk_cache_max(png, 128);
  png_set_chunk_malloc_max(png, 8u << 20);
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_read_info(png, info);

  // Palette to RGB, 1, 2 and 4 bits to 8, a transparent colour to alpha.
  png_set_expand(png);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  image->width = png_get_image_width(png, info);
  image->height = png_get_image_height(png, info);
  image->channels = png_get_channels(png, info);
  image->bit_depth = png_get_bit_depth(png, info);
  image->row_bytes = png_get_rowbytes(png, info);

  if (pixels != NULL) {
    if (capacity / image->row_bytes != image->height) png_error(png, "the size has changed");
    for (int pass = 0; pass < passes; pass++)
      for (uint32_t row = 0; row < image->height; row++)
        png_read_row(png, pixels + row * image->row_bytes, NULL);
    png_read_end(png, NULL);
  }
  png_destroy_read_struct(&png, &info, NULL);
  return 1;
}

#endif
