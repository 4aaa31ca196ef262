-- What runs with its owner's rights is for those it is granted to.
revoke execute on function inference_make_log_partition(bigint), inference_drop_log_partitions(bigint) from public;
