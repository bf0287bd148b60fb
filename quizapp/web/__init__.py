"""What every page shares: requests, headers, errors and helpers of templates."""
