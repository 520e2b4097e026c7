using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class DelegationMapping : IEntityTypeConfiguration<Delegation>
{
    public const string Period = "ck_delegations_period";

    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Version).IsRowVersion();
        builder.HasIndex(d => new { d.DeputyId, d.LastDay });
        builder.HasIndex(d => d.PrincipalId);
        builder.HasOne<Account>().WithMany().HasForeignKey(d => d.PrincipalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(d => d.DeputyId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint(Period, "last_day >= first_day"));
    }
}
