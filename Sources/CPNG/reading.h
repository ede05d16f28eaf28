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
  /// Whether its rows come in the seven passes of Adam7.
  int is_interlaced;
  /// The bytes of one decoded row.
  size_t row_bytes;
  /// Whether the file ended where more was needed.
  int ended_early;
  /// What libpng objected to, in its own words.
  char message[96];
  /// libpng's own state; null before it is opened.
  png_structp png;
  png_infop info;
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

static inline void convlens_png_close(convlens_png_image *image) {
  if (image->png != NULL) png_destroy_read_struct(&image->png, &image->info, NULL);
}

/// Reads the header of an image, which `convlens_png_close` lets go of again.
static inline int convlens_png_open(convlens_png_image *image, uint32_t maximum_side) {
  image->position = 0;
  image->ended_early = 0;
  image->info = NULL;
  snprintf(image->message, sizeof image->message, "out of memory");
  image->png = png_create_read_struct(
      PNG_LIBPNG_VER_STRING, image, convlens_png_read_fail, convlens_png_warn);
  if (image->png == NULL) return 0;
  image->info = png_create_info_struct(image->png);
  if (image->info == NULL) return 0;
  if (setjmp(png_jmpbuf(image->png))) return 0;

  png_set_read_fn(image->png, image, convlens_png_take);
  png_set_user_limits(image->png, maximum_side, maximum_side);
  png_set_chunk_cache_max(image->png, 128);
  png_set_chunk_malloc_max(image->png, 8u << 20);
  png_set_crc_action(image->png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_read_info(image->png, image->info);

  // Palette to RGB, 1, 2 and 4 bits to 8, a transparent colour to alpha. The rows of an interlaced
  // image are left as they come, so that one row is all that is held of it.
  png_set_expand(image->png);
  image->is_interlaced =
      png_get_interlace_type(image->png, image->info) != PNG_INTERLACE_NONE;
  png_read_update_info(image->png, image->info);
  image->width = png_get_image_width(image->png, image->info);
  image->height = png_get_image_height(image->png, image->info);
  image->channels = png_get_channels(image->png, image->info);
  image->bit_depth = png_get_bit_depth(image->png, image->info);
  image->row_bytes = png_get_rowbytes(image->png, image->info);
  return 1;
}

/// Decodes the next row of the image, or of a pass over it: `row_bytes` bytes at most.
static inline int convlens_png_row(convlens_png_image *image, uint8_t *row) {
  if (setjmp(png_jmpbuf(image->png))) return 0;
  png_read_row(image->png, row, NULL);
  return 1;
}

/// Reads what follows the last row.
static inline int convlens_png_end(convlens_png_image *image) {
  if (setjmp(png_jmpbuf(image->png))) return 0;
  png_read_end(image->png, NULL);
  return 1;
}

#endif
