"""An S3 bucket as the store of documents."""

import time
from functools import lru_cache
from io import BytesIO

from network.links import LINK_SECONDS, disposition
from network.storage.port import Exists, Missing, StorageError, Stored, check_key, verified


class S3Store:
    """An S3 bucket through boto3, path style. Transient failures are retried by boto3; what is left is said plainly."""

    def __init__(self, *, bucket, endpoint="", region="us-east-1", access_key="", secret_key="", sse=False):
        self.bucket, self.sse = bucket, sse
        self._connection = {
            "endpoint_url": endpoint or None,
            "region_name": region,
            "aws_access_key_id": access_key or None,
            "aws_secret_access_key": secret_key or None,
        }

    @property
    def client(self):
        """The boto3 client, made at first use: importing boto3 costs a second that most commands never need."""
        return _s3_client(tuple(sorted(self._connection.items())))

    def put(self, key, content, *, content_type, sha256):
        """Keep the bytes under `key`; the server checks the hash too. Raises Exists, Corrupt, StorageError."""
        data = verified(content, sha256)
        extra = {"ServerSideEncryption": "AES256"} if self.sse else {}
        self._ask(
            "put_object", Key=check_key(key), Body=data, ContentType=content_type, IfNoneMatch="*",
            Metadata={"sha256": sha256}, **extra,
        )
        return Stored(key, len(data), sha256, content_type)

    def get(self, key):
        """The bytes. Raises Missing."""
        return self._ask("get_object", Key=check_key(key))["Body"].read()

    def open(self, key):
        """The bytes as a file. Raises Missing."""
        return BytesIO(self.get(key))

    def exists(self, key):
        """Whether something is kept under the key."""
        try:
            self._ask("head_object", Key=check_key(key))
        except Missing:
            return False
        return True

    def delete(self, key):
        """Forget the object; forgetting nothing is fine."""
        self._ask("delete_object", Key=check_key(key))

    def keys(self, *, older_than=0):
        """Every key kept for at least `older_than` seconds."""
        limit, found, token = time.time() - older_than, [], {}
        while True:
            page = self._ask("list_objects_v2", **token)
            found += [entry["Key"] for entry in page.get("Contents", []) if entry["LastModified"].timestamp() <= limit]
            if not page.get("IsTruncated"):
                return sorted(found)
            token = {"ContinuationToken": page["NextContinuationToken"]}

    def signed_url(self, key, *, seconds=LINK_SECONDS, filename="", content_type=""):
        """An address on the S3 server that opens this key alone, for `seconds`."""
        answer = {"ResponseContentDisposition": disposition(filename)} if filename else {}
        if content_type:
            answer["ResponseContentType"] = content_type
        params = {"Bucket": self.bucket, "Key": check_key(key), **answer}
        return self.client.generate_presigned_url("get_object", Params=params, ExpiresIn=seconds)

    def upload_form(self, key, *, size, content_type, seconds=300):
        """Address and fields of a form that may put exactly this key, type and number of bytes. See documents.finish."""
        fields = {"Content-Type": content_type}
        rules = [{"Content-Type": content_type}, ["content-length-range", size, size]]
        if self.sse:
            fields["x-amz-server-side-encryption"] = "AES256"
            rules.append({"x-amz-server-side-encryption": "AES256"})
        return self.client.generate_presigned_post(
            self.bucket, check_key(key), Fields=fields, Conditions=rules, ExpiresIn=seconds
        )

    def _ask(self, operation, **params):
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return getattr(self.client, operation)(Bucket=self.bucket, **params)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in ("404", "NoSuchKey", "NotFound"):
                raise Missing(f"{params.get('Key')} is not kept in {self.bucket}.") from error
            if code in ("PreconditionFailed", "412"):
                raise Exists(f"{params.get('Key')} is already kept.") from error
            raise StorageError(f"S3 refused {operation} in {self.bucket}: {code}.") from error
        except BotoCoreError as error:
            raise StorageError(f"S3 at {self._connection['endpoint_url'] or 'AWS'} does not answer: {error}") from error


@lru_cache(maxsize=4)
def _s3_client(connection):
    import boto3
    from botocore.config import Config

    config = Config(
        signature_version="s3v4", s3={"addressing_style": "path"}, connect_timeout=5, read_timeout=20,
        retries={"mode": "standard", "total_max_attempts": 4},
    )
    return boto3.client("s3", config=config, **dict(connection))
