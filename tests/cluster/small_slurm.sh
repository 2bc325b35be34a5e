# SPDX-License-Identifier: Apache-2.0
# A Slurm cluster of one node, this machine, in a folder of its own: munged, slurmctld and slurmd
# with their own ports, keys and logs. To be sourced. Needs root, slurmctld, slurmd, slurm-client
# and munge.
#   start_slurm FOLDER CPUS     sets SLURM_CONF, so that sbatch and squeue speak to it
#   stop_slurm

start_slurm() {
  slurm=$1
  mkdir -p "$slurm/state" "$slurm/spool" "$slurm/munge"
  chmod 755 "$slurm" "$slurm/munge"
  dd if=/dev/urandom of="$slurm/munge/key" bs=64 count=1 2> /dev/null
  chmod 600 "$slurm/munge/key"
  node=$(hostname -s)
  cat > "$slurm/slurm.conf" << EOF
ClusterName=vitviz_test
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=26817
SlurmdPort=26818
AuthType=auth/munge
AuthInfo=socket=$slurm/munge/socket
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.pid
SlurmctldLogFile=$slurm/slurmctld.log
SlurmdLogFile=$slurm/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
SlurmdParameters=config_overrides
NodeName=$node NodeAddr=127.0.0.1 CPUs=$2 RealMemory=64000 State=UNKNOWN
PartitionName=all Nodes=$node Default=YES State=UP
EOF
  export SLURM_CONF=$slurm/slurm.conf
  munged --force --foreground --key-file="$slurm/munge/key" --socket="$slurm/munge/socket" \
    --pid-file="$slurm/munge/pid" --log-file="$slurm/munge/log" --seed-file="$slurm/munge/seed" \
    > "$slurm/munge/out" 2>&1 &
  slurm_processes=$!
  while [ ! -S "$slurm/munge/socket" ]; do sleep 0.1; done
  slurmctld -D > "$slurm/slurmctld.out" 2>&1 &
  slurm_processes="$slurm_processes $!"
  slurmd -D > "$slurm/slurmd.out" 2>&1 &
  slurm_processes="$slurm_processes $!"
  for attempt in $(seq 100); do
    sinfo --noheader --format=%T 2> /dev/null | grep -q idle && return 0
    sleep 0.2
  done
  echo "Slurm did not start; its logs:" >&2
  tail -n 20 "$slurm"/*.log "$slurm"/*.out >&2
  return 1
}

stop_slurm() {
  kill $slurm_processes 2> /dev/null
  wait $slurm_processes 2> /dev/null
}
