using Microsoft.AspNetCore.Authorization;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>The person holds a role of the review, or stands in today for somebody who does.</summary>
public sealed record ActsAs(ReviewRole Role) : IAuthorizationRequirement;
