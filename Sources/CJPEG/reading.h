#ifndef CONVLENS_CJPEG_READING_H
#define CONVLENS_CJPEG_READING_H

// libjpeg reports errors by a function that must not return. Ours leaves by longjmp, which must not
// cross a Swift frame: each function sets its own landing place and returns whether it got through.

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

/// A JPEG in memory and what has been found out about it.
typedef struct {
  /// The file.
  const uint8_t *bytes;
  /// The number of bytes of the file.
  size_t count;
  /// The image as it is decoded: grey or RGB, 8 bits a sample.
  uint32_t width, height, channels;
  /// Whether the file has four colours for printing, which are not decoded.
  int has_four_colours;
  /// Whether the file ended where more was needed.
  int ended_early;
  /// What libjpeg objected to, in its own words.
  char message[JMSG_LENGTH_MAX];
  /// libjpeg's own state; null before it is opened.
  void *state;
} convlens_jpeg_image;

typedef struct {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf landing;
  convlens_jpeg_image *image;
} convlens_jpeg_state;

static inline void convlens_jpeg_fail(j_common_ptr info) {
  convlens_jpeg_state *state = (convlens_jpeg_state *)info->client_data;
  info->err->format_message(info, state->image->message);
  longjmp(state->landing, 1);
}

/// Called for what libjpeg would get over: where it makes up missing pixels, nothing is read.
static inline void convlens_jpeg_judge(j_common_ptr info, int level) {
  if (level >= 0) return;
  switch (info->err->msg_code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_JFIF_MAJOR:
    case JWRN_BOGUS_ICC:
      return;
    case JWRN_JPEG_EOF:
      ((convlens_jpeg_state *)info->client_data)->image->ended_early = 1;
  }
  convlens_jpeg_fail(info);
}

static inline void convlens_jpeg_be_silent(j_common_ptr info) { (void)info; }

/// A file of a few kilobytes can ask for millions of passes over the same image.
static inline void convlens_jpeg_count_scans(j_common_ptr info) {
  convlens_jpeg_state *state = (convlens_jpeg_state *)info->client_data;
  if (((j_decompress_ptr)info)->input_scan_number <= 500) return;
  snprintf(state->image->message, sizeof state->image->message, "more than 500 scans");
  longjmp(state->landing, 1);
}

static inline void convlens_jpeg_close(convlens_jpeg_image *image) {
  convlens_jpeg_state *state = (convlens_jpeg_state *)image->state;
  if (state == NULL) return;
  jpeg_destroy_decompress(&state->info);
  free(state);
  image->state = NULL;
}

/// Reads the header of an image, which `convlens_jpeg_close` lets go of again.
///
/// `memory` is the most that libjpeg may take for an image that comes in several scans.
static inline int convlens_jpeg_open(convlens_jpeg_image *image, long memory) {
  image->ended_early = 0;
  snprintf(image->message, sizeof image->message, "out of memory");
  convlens_jpeg_state *state = (convlens_jpeg_state *)calloc(1, sizeof *state);
  if (state == NULL) return 0;
  image->state = state;
  state->image = image;
  state->info.err = jpeg_std_error(&state->errors);
  state->errors.error_exit = convlens_jpeg_fail;
  state->errors.emit_message = convlens_jpeg_judge;
  state->errors.output_message = convlens_jpeg_be_silent;
  state->info.client_data = state;
  if (setjmp(state->landing)) return 0;
  jpeg_create_decompress(&state->info);
  state->info.mem->max_memory_to_use = memory;
  state->progress.progress_monitor = convlens_jpeg_count_scans;
  state->info.progress = &state->progress;
  jpeg_mem_src(&state->info, image->bytes, (unsigned long)image->count);
  jpeg_read_header(&state->info, TRUE);
  image->width = state->info.image_width;
  image->height = state->info.image_height;
  image->has_four_colours = state->info.num_components == 4;
  state->info.out_color_space =
      state->info.jpeg_color_space == JCS_GRAYSCALE ? JCS_GRAYSCALE : JCS_RGB;
  image->channels = state->info.out_color_space == JCS_GRAYSCALE ? 1 : 3;
  // The method that gives the same samples on every machine.
  state->info.dct_method = JDCT_ISLOW;
  return 1;
}

/// Begins to decode the pixels.
static inline int convlens_jpeg_start(convlens_jpeg_image *image) {
  convlens_jpeg_state *state = (convlens_jpeg_state *)image->state;
  if (setjmp(state->landing)) return 0;
  jpeg_start_decompress(&state->info);
  if (state->info.output_width != image->width || state->info.output_height != image->height ||
      (uint32_t)state->info.output_components != image->channels) {
    snprintf(image->message, sizeof image->message, "the size has changed");
    return 0;
  }
  return 1;
}

/// Decodes the next row, `width * channels` bytes.
static inline int convlens_jpeg_row(convlens_jpeg_image *image, uint8_t *row) {
  convlens_jpeg_state *state = (convlens_jpeg_state *)image->state;
  if (setjmp(state->landing)) return 0;
  return jpeg_read_scanlines(&state->info, &row, 1) == 1;
}

/// Reads what follows the last row.
static inline int convlens_jpeg_end(convlens_jpeg_image *image) {
  convlens_jpeg_state *state = (convlens_jpeg_state *)image->state;
  if (setjmp(state->landing)) return 0;
  return jpeg_finish_decompress(&state->info) == TRUE;
}

#endif
