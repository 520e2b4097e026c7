using Microsoft.AspNetCore.Authorization;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

internal sealed class ActsAsHandler(ReviewPeople people) : AuthorizationHandler<ActsAs>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ActsAs requirement)
    {
        // ASP.NET Core evaluates all requirements, also for anonymous users.
        if (context.User.Identity?.IsAuthenticated != true)
            return;
        // The role claim is enough to open the page. The action itself asks the database.
        if ((requirement.Role == ReviewRole.Reviewer && context.User.May(Permission.Review))
            || await people.CapacityOf(context.User.AccountId(), requirement.Role, CancellationToken.None) is not null)
            context.Succeed(requirement);
    }
}
