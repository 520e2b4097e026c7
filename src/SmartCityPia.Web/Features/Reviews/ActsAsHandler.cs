using Microsoft.AspNetCore.Authorization;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

internal sealed class ActsAsHandler(ReviewPeople people) : AuthorizationHandler<ActsAs>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ActsAs requirement)
    {
        // All requirements are asked, also of strangers.
        if (context.User.Identity?.IsAuthenticated != true)
            return;
        // What the cookie says is enough to open the door for a holder; the act itself asks the database.
        if ((requirement.Role == ReviewRole.Reviewer && context.User.IsInRole(Roles.Reviewer))
            || await people.StandingOf(context.User.AccountId(), requirement.Role, CancellationToken.None) is not null)
            context.Succeed(requirement);
    }
}
