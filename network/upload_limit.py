"""The end of an upload that is too large, while it is read: its bytes go nowhere, and its size is all that is kept of it."""

import io

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST = 50 * 2**20  # the largest file any form takes; each form says its own limit


class LimitedUpload(FileUploadHandler):
    """Passes on the bytes of a file up to the limit; then it swallows them, so that nothing is written and the answer can be read."""

    def receive_data_chunk(self, raw_data, start):
        """The chunk, or nothing beyond the limit."""
        return raw_data if start + len(raw_data) <= MOST else None

    def file_complete(self, file_size):
        """A file without content that is as large as what came; nothing for one within the limit, which others keep."""
        if file_size <= MOST:
            return None
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)
